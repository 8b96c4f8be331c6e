import { errors } from '@vidkit/contracts/errors';
import { operations, scopes, type Operation } from '@vidkit/contracts/operations';
import { paths, type OperationId } from '@vidkit/contracts/paths';
import { problem } from '@vidkit/contracts/schemas/basics';
import { z } from 'zod';

import { methodAndPath } from './operation.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

const parametersOf = (schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
};

const headerParameter = (name: string, required: boolean, description: string): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

const common = ['invalid_request', 'rate_limited', 'internal_error', 'unavailable'] as const;

const operationObject = (id: OperationId, operation: Operation): Json => {
  const codes = [
    ...operation.errors,
    ...(operation.auth === 'required' ? (['unauthenticated', 'insufficient_scope'] as const) : []),
    ...(operation.delegated ? (['token_revoked', 'token_expired', 'origin_not_allowed'] as const) : []),
    ...(operation.idempotent ? (['idempotency_mismatch', 'idempotency_in_progress'] as const) : []),
    ...common,
  ];
  const failures: Json = {};
  for (const [status, group] of Object.entries(
    Object.groupBy(codes, (code) => String(errors[code].status)),
  )) {
    failures[status] = {
      description: (group ?? []).map((code) => `\`${code}\`: ${errors[code].meaning}`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  const success: Json = operation.stream
    ? { description: 'A stream of frames', content: { 'text/event-stream': { schema: { type: 'string' } } } }
    : operation.response
      ? {
          description: 'Done',
          content: { 'application/json': { schema: schemaOf(operation.response, 'output') } },
        }
      : { description: 'Done' };
  const { body } = operation;
  const bearers = [
    { oauth: operation.scope ? [operation.scope] : [] },
    ...(operation.delegated ? [{ uploadToken: [] }] : []),
  ];
  return {
    operationId: id,
    tags: [operation.tag],
    summary: operation.summary,
    security: operation.auth === 'none' ? [] : operation.auth === 'optional' ? [{}, ...bearers] : bearers,
    parameters: [
      ...parametersOf(operation.params, 'path'),
      ...parametersOf(operation.query, 'query'),
      ...(operation.idempotent
        ? [
            headerParameter(
              'Idempotency-Key',
              false,
              'Makes a repeated request the same request, for 24 hours.',
            ),
          ]
        : []),
      ...(operation.conditional
        ? [headerParameter('If-Match', true, 'The ETag of the version that you saw.')]
        : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              ['application/json', ...(operation.plain ? ['text/plain'] : [])].map((type) => [
                type,
                { schema: schemaOf(body, 'input') },
              ]),
            ),
          },
        }
      : {}),
    ...(operation.file
      ? {
          requestBody: {
            required: true,
            description: `At most ${operation.file.maxBytes} bytes.`,
            content: Object.fromEntries(operation.file.types.map((type) => [type, {}])),
          },
        }
      : {}),
    responses: { [operation.status]: success, ...failures },
  };
};

/** The OpenAPI 3.1 document, made from the catalogue of operations. */
export const openApiDocument = (publicUrl: string): Json => {
  const documented: Record<string, Json> = {};
  for (const id of Object.keys(paths) as OperationId[]) {
    const [method, path] = methodAndPath(id);
    const address = path.replace(/:(\w+)/g, '{$1}');
    documented[address] = {
      ...documented[address],
      [method.toLowerCase()]: operationObject(id, operations[id]),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vidkit API',
      version: '1.0.0',
      description:
        'Video for any site. Errors are `application/problem+json` with a stable `code`; lists are keyset pages.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    paths: documented,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        uploadToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'What `POST /v1/upload-tokens` answers as `secret`, for people without an account.',
        },
        oauth: {
          type: 'oauth2',
          flows: {
            authorizationCode: {
              authorizationUrl: `${publicUrl}/oauth/auth`,
              tokenUrl: `${publicUrl}/oauth/token`,
              scopes,
            },
          },
        },
      },
    },
  };
};
