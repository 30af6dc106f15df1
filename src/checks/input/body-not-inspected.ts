/** By the schema that validates the endpoint: each kind of body it allows beside `application/json`, which alone is validated. */
import { locate } from '../../inventory/locate.ts';
import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { isWrite } from '../observed.ts';
import { isReadWhole, operationsOf } from '../schema-documents.ts';

export default defineCheck({
  id: 'input.body-not-inspected',
  step: 4,
  title: 'Endpoints whose schema lets bodies in that nothing validates',
  gap: 'body not validated',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'schemas'],
  whole: ['schemas'],
  why: 'Schema validation reads application/json bodies only: whoever sends another kind that the document allows sends whatever he likes.',
  fix: 'Name application/json as the only content type of the request body and upload the document again; where the endpoint takes files or forms, let a custom rule stop all other content types and a size limit the rest, in log mode first where the plan can.',
  standards: ['API8:2023'],

  evaluate({ operations, schemas, endpoints }) {
    const byId = new Map(operations.map((operation) => [operation.operationId, operation]));
    const documents = new Map(
      schemas.map((schema) => [
        schema.schemaId,
        {
          isWhole: isReadWhole(schema),
          bodies: new Map(
            operationsOf(schema).map(({ method, host, path, mediaTypes = [] }) => [
              locate(method, host, path).key,
              mediaTypes,
            ]),
          ),
        },
      ]),
    );
    return endpoints.filter(isWrite).flatMap(({ key, operationId }): Problem[] => {
      const active = byId.get(operationId ?? '')?.schemaInfo?.activeSchema;
      const document = documents.get(active?.id ?? '');
      if (!document) return []; // learned, or none at all, which is another finding
      const mediaTypes = document.bodies.get(key);
      if (!mediaTypes) return document.isWhole ? [] : [unknown(key, 'not_understood')];
      const unread = mediaTypes.filter((type) => !IS_JSON.test(type));
      return unread.length > 0 ? [fail(key, { facts: { contentTypes: unread } })] : [];
    });
  },
});

const IS_JSON = /^\s*application\/json\s*(?:;|$)/i;
