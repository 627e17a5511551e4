/** Files and folders from a drop or a chooser, sent as one: a shapefile or a timetable is several files. */

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    return new Promise((resolve, reject) => (entry as FileSystemFileEntry).file((file) => resolve([file]), reject));
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A reader answers in portions of about a hundred until it answers with none.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const child of entries) found.push(...(await filesOf(child)));
  }
}

export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // The list of items is empty after the first await, so entries are taken before.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files];
  return (await Promise.all(entries.map(filesOf))).flat();
}

export async function oneFile(files: File[]): Promise<File> {
  const visible = files.filter((file) => !file.name.startsWith('.'));
  const [first] = visible;
  if (!first || visible.length === 1) return first ?? new File([], 'leer');
  const { zipSync } = await import('fflate');
  const parts: Record<string, Uint8Array> = {};
  for (const file of visible) parts[file.name] = new Uint8Array(await file.arrayBuffer());
  // Stored, not compressed: the way to a service on this machine is short.
  const archive = zipSync(parts, { level: 0 });
  const folder = first.webkitRelativePath.split('/')[0];
  return new File([new Uint8Array(archive)], `${folder || first.name.replace(/\.[^.]+$/, '')}.zip`, {
    type: 'application/zip',
  });
}
