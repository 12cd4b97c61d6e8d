// What was dropped or chosen, as a flat list of files with their paths. Folders are read to the last entry.

export interface Found {
  path: string;
  file: File;
}

export interface Collection {
  found: Found[];
  /** Paths left alone: other kinds of files, and what systems leave in folders. */
  ignored: string[];
}

const byPath = (one: Found, other: Found) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);

function extension(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** A single file is tried whatever it is called; of a folder, the kinds that can be read. */
export function sift(all: Found[], readable: readonly string[]): Collection {
  if (all.length === 1) return { found: all, ignored: [] };
  const wanted = (one: Found) => !/(^|\/)\./.test(one.path) && readable.includes(extension(one.path));
  return {
    found: all.filter(wanted).sort(byPath),
    ignored: all.filter((one) => !wanted(one)).map((one) => one.path),
  };
}

function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function walk(entry: FileSystemEntry, into: Found[]): Promise<void> {
  if (entry.isFile) {
    into.push({ path: entry.fullPath.replace(/^\//, ""), file: await fileOf(entry as FileSystemFileEntry) });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A call gives at most a hundred: the folder has ended only when one gives none.
  for (let batch = await entriesOf(reader); batch.length > 0; batch = await entriesOf(reader)) {
    for (const child of batch) await walk(child, into);
  }
}

/** Must be called while the drop is being handled: the list of what was dropped is emptied afterwards. */
export async function dropped(transfer: DataTransfer): Promise<Found[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = [...transfer.files];
  if (entries.length === 0) return files.map((file) => ({ path: file.name, file }));
  const found: Found[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

export function chosen(list: FileList): Found[] {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}
