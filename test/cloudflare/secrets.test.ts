import { expect, test } from 'vitest';
import { schemeAndHost, withoutSecrets } from '../../src/cloudflare/secrets.ts';

test.each([
  ['s3://audit-bucket/logs/{DATE}?region=eu-west-1&sse=AES256', 's3://audit-bucket'],
  ['r2://bucket/http?account-id=abc&access-key-id=FAKEKEY&secret-access-key=FAKESECRET', 'r2://bucket'],
  ['https://user:FAKEPASSWORD@siem.example:8088/in?header_Authorization=Bearer%20FAKE', 'https://siem.example:8088'],
  ['https://FAKE@SECRET@siem.example/', 'https://siem.example'],
  ['splunk://hec.example:443/raw?header_Authorization=Splunk%20FAKE', 'splunk://hec.example:443'],
  [
    'datadog://http-intake.logs.datadoghq.com/v1/input?header_DD-API-KEY=FAKE',
    'datadog://http-intake.logs.datadoghq.com',
  ],
  ['sumo://collectors.sumologic.com/receiver/v1/http/FAKESECRET', 'sumo://collectors.sumologic.com'],
  ['https://FAKE1a2b3c4d5e6f.collector.example/in', 'https://….collector.example'],
  ['https://in-fakefakefakefakefakefake.collector.example:8443/', 'https://….collector.example:8443'],
  ['https://0fa4e0fa-4e0f-44e0-8fa4-e0fa4e0fa4e0.collector.example', 'https://….collector.example'],
  ['s3://shop-123456789012-logs-eu-west-1', 's3://shop-123456789012-logs-eu-west-1'],
  ['https://logs2.observability.shop.example', 'https://logs2.observability.shop.example'],
  ['HTTPS://siem.example?FAKE', 'https://siem.example'],
  ['FAKESECRET without an address', undefined],
  ['', undefined],
])('of the destination %s only scheme and host are kept', (destination, kept) => {
  expect(schemeAndHost(destination)).toBe(kept);
});

test.each([
  ['error posting to https://siem.example/in?key=FAKE: timeout', 'error posting to https://siem.example/… timeout'],
  ['posting to https://FAKE1a2b3c4d5e6f.collector.example failed', 'posting to https://….collector.example/… failed'],
  ['401: Authorization: FAKE rejected', '401: Authorization … rejected'],
  ['bad api_key="FAKE" given', 'bad api_key … given'],
  ['access denied', 'access denied'],
  [undefined, undefined],
])('an error text %j loses what may be secret', (text, kept) => {
  expect(withoutSecrets(text)).toBe(kept);
});
