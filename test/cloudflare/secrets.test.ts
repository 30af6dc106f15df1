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
  ['HTTPS://siem.example?FAKE', 'https://siem.example'],
  ['FAKESECRET without an address', undefined],
  ['', undefined],
])('of the destination %s only scheme and host are kept', (destination, kept) => {
  expect(schemeAndHost(destination)).toBe(kept);
});

test.each([
  ['error posting to https://siem.example/in?key=FAKE: timeout', 'error posting to https://siem.example/… timeout'],
  ['401: Authorization: FAKE rejected', '401: Authorization … rejected'],
  ['bad api_key="FAKE" given', 'bad api_key … given'],
  ['access denied', 'access denied'],
  [undefined, undefined],
])('an error text %j loses what may be secret', (text, kept) => {
  expect(withoutSecrets(text)).toBe(kept);
});
