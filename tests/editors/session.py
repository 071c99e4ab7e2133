"""A session of `daejo lsp` with the client of pygls: `python3 session.py DAEJO`."""

import asyncio
import pathlib
import sys
import tempfile

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

DAEJO = str(pathlib.Path(sys.argv[1]).resolve())
# Before the sum on its line: Hangul, an emoji that UTF-16 counts twice, decomposed Hangul, a tab.
LEAD = "\t😀 \u1112\u1161\u11ab 구, 가람시는 저류조 공사비로 "
SUM = "3200억 원"
OLD = "---\nid: old\noutlet: 마루통신\npublished: 2024-05-07\n---\n가람시는 저류조 공사비로 320억 원을 썼다.\n"


def draft(text_of_sum, before=""):
    return f"---\nid: draft\noutlet: 물결신문\npublished: 2024-05-08\n---\n비가 왔다.\n\n{before}{LEAD}{text_of_sum}을 썼다.\n"


def units(text, encoding):
    return len(text.encode("utf-8")) if encoding == "utf-8" else len(text.encode("utf-16-le")) // 2


class Session:
    """A server and what it publishes about each document."""

    def __init__(self, folder):
        self.client = LanguageClient("session", "1")
        self.folder = folder
        self.published = asyncio.Queue()
        self.shown = asyncio.Queue()
        self.registered = asyncio.Queue()
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self.published.put_nowait(params))
        self.client.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda params: self.shown.put_nowait(params))
        self.client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda params: None)
        self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda params: self.registered.put_nowait(params))

    def uri(self, name):
        return (self.folder / name).as_uri()

    async def start(self, encoding):
        await self.client.start_io(DAEJO, "lsp", "--stdio", "--lang", "en")
        capabilities = lsp.ClientCapabilities(
            general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(encoding)]),
            text_document=lsp.TextDocumentClientCapabilities(
                publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True)
            ),
            workspace=lsp.WorkspaceClientCapabilities(
                did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
            ),
        )
        folders = [lsp.WorkspaceFolder(uri=self.folder.as_uri(), name="news")]
        params = lsp.InitializeParams(capabilities=capabilities, workspace_folders=folders)
        result = await self.client.initialize_async(params)
        assert result.capabilities.position_encoding == encoding, result
        self.client.initialized(lsp.InitializedParams())
        registration = (await self.registered.get()).registrations[0]
        assert registration.method == lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, registration

    async def open(self, name, text):
        item = lsp.TextDocumentItem(uri=self.uri(name), language_id="text", version=1, text=text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
        return await self.diagnostics(1)

    def change(self, name, version, text):
        document = lsp.VersionedTextDocumentIdentifier(uri=self.uri(name), version=version)
        whole = lsp.TextDocumentContentChangeWholeDocument(text=text)
        params = lsp.DidChangeTextDocumentParams(text_document=document, content_changes=[whole])
        self.client.text_document_did_change(params)

    async def diagnostics(self, version):
        """What is published about this version of the one open document."""
        while True:
            params = await self.published.get()
            if params.version == version:
                return list(params.diagnostics)

    async def changed(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        event = lsp.FileEvent(uri=self.uri(name), type=lsp.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=[event]))

    async def hover(self, name, line, character):
        place = lsp.TextDocumentIdentifier(uri=self.uri(name))
        params = lsp.HoverParams(text_document=place, position=lsp.Position(line=line, character=character))
        return await self.client.text_document_hover_async(params)

    async def actions(self, name, at):
        params = lsp.CodeActionParams(
            text_document=lsp.TextDocumentIdentifier(uri=self.uri(name)),
            range=at,
            context=lsp.CodeActionContext(diagnostics=[]),
        )
        return await self.client.text_document_code_action_async(params)

    async def ended(self, status):
        server = self.client._server
        assert await server.wait() == status, (await server.stderr.read()).decode()


def codes(diagnostics):
    return [diagnostic.code for diagnostic in diagnostics]


async def refused(code, answer):
    try:
        await answer
    except JsonRpcException as error:
        assert error.code == code, error
    else:
        raise AssertionError("it is answered")


async def work(encoding):
    """What an editor does with a draft and an archive."""
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place).resolve()
        (folder / "archive").mkdir()
        (folder / "archive" / "old.txt").write_text(OLD, encoding="utf-8")
        session = Session(folder)
        await session.start(encoding)

        # The sum is marked where it stands, in the client's unit, and the other place is told.
        [found] = await session.open("draft.txt", draft(SUM))
        assert (found.code, found.severity, found.source) == ("value-conflict", lsp.DiagnosticSeverity.Error, "daejo")
        start = lsp.Position(line=7, character=units(LEAD, encoding))
        end = lsp.Position(line=7, character=units(LEAD + SUM, encoding))
        assert found.range == lsp.Range(start=start, end=end), found.range
        [other] = found.related_information
        assert other.location.uri == session.uri("archive/old.txt") and other.location.range.start.line == 5, other
        assert "마루통신 2024-05-07" in other.message, other

        # What is known about it, and nothing about what is beside it.
        hover = await session.hover("draft.txt", 7, start.character + 1)
        for words in ["320,000,000,000 won", "conflict", "320억 원 (archive/old.txt:6:15)"]:
            assert words in hover.contents.value, hover.contents.value
        assert hover.range == found.range
        assert await session.hover("draft.txt", 7, 0) is None

        # While it is written it is not checked each time.
        for version in range(2, 42):
            session.change("draft.txt", version, draft("320억 원"))
        assert await session.diagnostics(41) == []
        assert session.published.empty()

        # It is accepted above its paragraph, which wants a reason.
        session.change("draft.txt", 42, draft(SUM))
        [found] = await session.diagnostics(42)
        [action] = await session.actions("draft.txt", found.range)
        assert action.kind == lsp.CodeActionKind.QuickFix and codes(action.diagnostics) == ["value-conflict"]
        [edit] = action.edit.changes[session.uri("draft.txt")]
        assert edit.range.start == edit.range.end == lsp.Position(line=7, character=0), edit
        assert edit.new_text == 'daejo: ignore value-conflict reason=""\n', edit
        session.change("draft.txt", 43, draft(SUM, edit.new_text))
        open_reason, still = await session.diagnostics(43)
        assert open_reason.range.start.line == 7 and "reason" in open_reason.message, open_reason
        assert still.code == "value-conflict" and still.range.start.line == 8
        session.change("draft.txt", 44, draft(SUM, edit.new_text.replace('""', '"정정 예정"')))
        assert await session.diagnostics(44) == []
        session.change("draft.txt", 45, draft("320억 원", edit.new_text.replace('""', '"정정 예정"')))
        assert codes(await session.diagnostics(45)) == ["unused-acceptance"]

        # What changes beside it counts: the archive, the settings.
        session.change("draft.txt", 46, draft(SUM))
        assert codes(await session.diagnostics(46)) == ["value-conflict"]
        await session.changed("archive/old.txt", OLD.replace("320억", "3200억"))
        assert codes(await session.diagnostics(46)) == []
        await session.changed("archive/old.txt", OLD)
        assert codes(await session.diagnostics(46)) == ["value-conflict"]
        await session.changed("daejo.toml", '[severity]\nvalue-conflict = "off"\n')
        assert codes(await session.diagnostics(46)) == []
        await session.changed("daejo.toml", '[severity]\nvalue-conflicts = "off"\n')
        assert "daejo.toml:2" in (await session.shown.get()).message
        assert await session.hover("draft.txt", 7, start.character + 1) is None
        (session.folder / "daejo.toml").unlink()
        event = lsp.FileEvent(uri=session.uri("daejo.toml"), type=lsp.FileChangeType.Deleted)
        session.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=[event]))
        assert codes(await session.diagnostics(46)) == ["value-conflict"]

        # What is asked wrongly is refused, and what is no message is passed over.
        await refused(-32601, session.client.protocol.send_request_async("daejo/nothing", {}))
        session.client._server.stdin.write(b"Content-Length: 3\r\n\r\n{{{what?\r\n\r\n")
        assert await session.hover("draft.txt", 7, start.character + 1) is not None

        # A document that is closed is marked no longer.
        place = lsp.TextDocumentIdentifier(uri=session.uri("draft.txt"))
        session.client.text_document_did_close(lsp.DidCloseTextDocumentParams(text_document=place))
        assert await session.diagnostics(None) == []

        await session.client.shutdown_async(None)
        await refused(-32600, session.hover("draft.txt", 7, 0))
        session.client.exit(None)
        await session.ended(0)


async def leave():
    """A client that leaves without saying so, at any time."""
    for say in [lambda s: s.client.exit(None), lambda s: s.client._server.stdin.close()]:
        with tempfile.TemporaryDirectory() as place:
            early = Session(pathlib.Path(place).resolve())
            await early.client.start_io(DAEJO, "lsp")
            await refused(-32002, early.hover("draft.txt", 0, 0))
            say(early)
            await early.ended(1)
            late = Session(pathlib.Path(place).resolve())
            await late.start("utf-16")
            say(late)
            await late.ended(1)


async def main():
    # Not a measure of speed: only a session that fails must come to an end.
    for part in [lambda: work("utf-8"), lambda: work("utf-16"), leave]:
        await asyncio.wait_for(part(), 120)


asyncio.run(main())
print("all as it should be")
