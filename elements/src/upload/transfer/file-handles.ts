import type { PickedFile } from '../vid-uploader.ts';

/** The File System Access API (WICG), which TypeScript's DOM types leave out. Chromium only. */
type AskableHandle = FileSystemFileHandle & {
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
};

interface PickerWindow {
  showOpenFilePicker?(options: {
    multiple: boolean;
    types: { accept: Record<string, string[]> }[];
  }): Promise<FileSystemFileHandle[]>;
}

/** Whether files can be picked in a way that survives a reload. Frames of another origin may not. */
export const canPickHandles = (): boolean => {
  try {
    return 'showOpenFilePicker' in globalThis && globalThis.top?.location.origin === location.origin;
  } catch {
    return false;
  }
};

/** Opens the browser's picker; call it in a click. Empty when the viewer changed their mind. */
export const pickFiles = async (
  multiple: boolean,
  accept: Record<string, string[]>,
): Promise<PickedFile[]> => {
  try {
    const picker = globalThis as PickerWindow;
    const handles = (await picker.showOpenFilePicker?.({ multiple, types: [{ accept }] })) ?? [];
    return await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
};

/** The file behind a kept handle, or null when the viewer or the browser says no. Call it in a click. */
export const readHandle = async (handle: FileSystemFileHandle): Promise<File | null> => {
  try {
    const answer = await (handle as AskableHandle).requestPermission?.({ mode: 'read' });
    return answer === undefined || answer === 'granted' ? await handle.getFile() : null;
  } catch {
    return null;
  }
};
