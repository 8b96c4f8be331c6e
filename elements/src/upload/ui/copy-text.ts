/** Puts a field's text into the clipboard. False where that is denied, as frames may be: then it is marked, and the keys do it. */
export const copyText = async (field: HTMLInputElement): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return false;
  }
};
