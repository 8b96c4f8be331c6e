/** What the SDK wants to know before it speaks to anybody; nothing on loopback looks at it. */
export const useTestCredentials = (): void => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
};
