export type DeployErrorCode =
  | 'deploy_usage'
  | 'deploy_program_missing'
  | 'deploy_credentials_missing'
  | 'deploy_example_values'
  | 'deploy_step_failed';

/** A deployment cannot begin or go on; `message` says what to do. */
export class DeployError extends Error {
  readonly code: DeployErrorCode;

  constructor(code: DeployErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeployError';
    this.code = code;
  }
}
