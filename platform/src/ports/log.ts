/** Where an adapter reports what it heals by itself (`warn`) and what it cannot (`error`). Loggers of pino fit. */
export interface Log {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
