import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import createDynalite from 'dynalite';

import type { JsonService } from './json-service.ts';
import { startEmulator } from './emulator.ts';
import { useTestCredentials } from './test-credentials.ts';

export interface TestDynamo {
  readonly table: string;
  readonly service: JsonService;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/**
 * dynalite with our table, to which clients of this process speak from now on. It checks conditions as DynamoDB does,
 * and knows neither transactions nor times to live: that items expire is for DynamoDB to do.
 */
export const startTestDynamo = async (): Promise<TestDynamo> => {
  const emulator = await startEmulator(createDynalite({ createTableMs: 0 }), {
    target: 'DynamoDB_20120810',
    contentType: 'application/x-amz-json-1.0',
  });
  useTestCredentials();
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = emulator.service.url;
  const client = new DynamoDBClient({});
  const table = 'vidkit-test';
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  return {
    table,
    service: emulator.service,
    client,
    stop: async () => {
      client.destroy();
      await emulator.stop();
    },
  };
};
