-- What an editor does with draft.txt, in Neovim without a screen; ends with a status other than 0 if it is not
-- as it should be.

local function wait(what, condition)
  -- Not a measure of speed: only a session that fails must come to an end.
  if not vim.wait(120000, condition, 50) then
    error(what .. ": " .. vim.inspect(vim.diagnostic.get(0)))
  end
end

local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 120000) or {}) do
    return answer.result
  end
end

local function session()
  wait("one finding", function() return #vim.diagnostic.get(0) == 1 end)
  local found = vim.diagnostic.get(0)[1]
  assert(found.code == "value-conflict", vim.inspect(found))
  local marked = vim.api.nvim_buf_get_text(0, found.lnum, found.col, found.end_lnum, found.end_col, {})
  assert(marked[1] == "3200억 원", vim.inspect(marked))

  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local hover = ask("textDocument/hover", vim.lsp.util.make_position_params(0, "utf-16"))
  assert(hover.contents.value:find("320억 원", 1, true), vim.inspect(hover))

  local params = vim.lsp.util.make_range_params(0, "utf-16")
  params.context = { diagnostics = {} }
  local action = ask("textDocument/codeAction", params)[1]
  vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
  wait("a reason is wanted", function() return #vim.diagnostic.get(0) == 2 end)
  local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, true)[1]
  assert(line == 'daejo: ignore value-conflict reason=""', line)
  vim.api.nvim_buf_set_lines(0, found.lnum, found.lnum + 1, true, { (line:gsub('""', '"정정 예정"')) })
  wait("it is accepted", function() return #vim.diagnostic.get(0) == 0 end)
end

local ok, message = pcall(session)
if not ok then
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
