//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anstream::StripStream;
use tempfile::NamedTempFile;

/// Fills a file.
type Filling<'a> = &'a mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// Writes a file through `write`; where that is `styled`, without the colours. What was there is replaced when all
/// has been written, and stays when something fails. What is no file (a device, a pipe) is written to as it is.
///
/// # Errors
/// The folder is missing, the disk is full, writing is not allowed.
pub(super) fn write(
    path: &Path,
    styled: bool,
    mut write: impl FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut fill = |file: &File| if styled { plainly(file, &mut write) } else { fill(file, &mut write) };
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => fill(&File::options().write(true).open(path)?),
        // Behind a link it is what the link points to that is replaced.
        Ok(metadata) => replace(&fs::canonicalize(path)?, Some(metadata.permissions()), fill),
        Err(_) => replace(path, None, fill),
    }
}

fn replace(
    path: &Path,
    permissions: Option<fs::Permissions>,
    fill: impl FnOnce(&File) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    // A missing folder is told as such, not as a temporary file that can't be made in it.
    fs::metadata(folder)?;
    let temporary = temporary(folder)?;
    fill(temporary.as_file())?;
    if let Some(permissions) = permissions {
        temporary.as_file().set_permissions(permissions)?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(path).map(drop).map_err(|error| error.error)
}

/// A new file in the folder, with the permissions that new files have.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".daejo-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn fill(file: &File, write: Filling) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// The same without the sequences that colour a terminal.
fn plainly(file: &File, write: Filling) -> io::Result<()> {
    let mut out = BufWriter::new(StripStream::new(file.try_clone()?));
    write(&mut out)?;
    out.flush()
}
