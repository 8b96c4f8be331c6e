export const databaseName = 'vid-upload';

/** Whether this origin may have unfinished uploads; cheap, and opens nothing. */
export const mayHaveJournal = async (): Promise<boolean> => {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === databaseName);
  } catch {
    return false;
  }
};
