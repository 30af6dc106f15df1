import { arrayOf, mapOf, type Type } from './types.ts';

const STRINGS = arrayOf('String');
const INTEGERS = arrayOf('Integer');
const HEADERS = mapOf(STRINGS);

const FIELDS = new Map<string, Type>();

function declare(type: Type, prefix: string, names: string): void {
  for (const name of names.split(/\s+/).filter(Boolean)) FIELDS.set(`${prefix}${name}`, type);
}

declare('Boolean', '', 'true false ssl');

for (const prefix of ['http.request.', 'raw.http.request.']) {
  declare('String', prefix, 'uri uri.path uri.path.extension uri.query full_uri');
  declare(HEADERS, prefix, 'uri.args');
  declare(STRINGS, prefix, 'uri.args.names uri.args.values');
}
declare('String', 'http.', 'host cookie referer user_agent x_forwarded_for request.method request.version');
declare('Integer', 'http.request.timestamp.', 'sec msec');
declare(HEADERS, 'http.request.', 'headers cookies body.form body.multipart');
declare(
  STRINGS,
  'http.request.',
  'headers.names headers.values accepted_languages body.form.names body.form.values body.multipart.values',
);
declare(
  arrayOf(STRINGS),
  'http.request.body.multipart.',
  'names content_types content_dispositions content_transfer_encodings filenames',
);
declare('Boolean', 'http.request.', 'headers.truncated body.truncated');
declare('String', 'http.request.body.', 'raw mime');
declare('Integer', 'http.request.body.', 'size');

declare('IP', '', 'ip.src ip.dst ip.addr cf.edge.server_ip');
declare('Integer', '', 'tcp.srcport tcp.dstport udp.srcport udp.dstport');
declare(
  'String',
  'ip.src.',
  `lat lon city postal_code metro_code region region_code continent country
   subdivision_1_iso_code subdivision_2_iso_code timezone.name`,
);
declare('Integer', 'ip.src.', 'asnum');
declare('Boolean', 'ip.src.', 'is_in_european_union');
declare('String', 'ip.geoip.', 'continent country subdivision_1_iso_code subdivision_2_iso_code');
declare('Integer', 'ip.geoip.', 'asnum');
declare('Boolean', 'ip.geoip.', 'is_in_european_union');
declare('Integer', 'cf.edge.', 'server_port client_port l4.delivery_rate');
declare('Boolean', 'cf.edge.', 'client_tcp');
declare('Integer', 'cf.timings.', 'client_tcp_rtt_msec client_quic_rtt_msec edge_msec origin_ttfb_msec worker_msec');
declare('String', 'cf.', 'ray_id metal.id random_seed hostname.metadata worker.upstream_zone zone.name zone.plan');

declare(
  'String',
  'cf.tls_',
  'version cipher ciphers_sha1 client_random client_extensions_sha1 client_extensions_sha1_le',
);
declare('Integer', 'cf.tls_', 'client_hello_length');
declare(
  'Boolean',
  'cf.tls_client_auth.',
  'cert_presented cert_verified cert_revoked cert_rfc9440_too_large cert_chain_rfc9440_too_large',
);
declare(
  'String',
  'cf.tls_client_auth.cert_',
  `issuer_dn subject_dn issuer_dn_rfc2253 subject_dn_rfc2253 issuer_dn_legacy subject_dn_legacy serial issuer_serial
   fingerprint_sha256 fingerprint_sha1 not_before not_after ski issuer_ski rfc9440 chain_rfc9440`,
);

declare(
  'Boolean',
  'cf.api_gateway.',
  'auth_id_present request_violates_schema fallthrough_detected fallthrough_triggered',
);
declare('Boolean', 'cf.schema_validation.', 'learned.violated uploaded.violated');
declare(HEADERS, 'http.request.jwt.', 'claims claims.aud claims.iss claims.jti claims.sub');
declare(mapOf(INTEGERS), 'http.request.jwt.claims.', 'iat.sec nbf.sec');
declare(STRINGS, 'http.request.jwt.claims.', 'aud.names iss.names jti.names sub.names iat.sec.names nbf.sec.names');
declare(STRINGS, 'http.request.jwt.claims.', 'aud.values iss.values jti.values sub.values');
declare(INTEGERS, 'http.request.jwt.claims.', 'iat.sec.values nbf.sec.values');
declare('String', 'cf.sequence.', 'current_op');
declare(STRINGS, 'cf.sequence.', 'previous_ops');
declare(mapOf('Integer'), 'cf.sequence.', 'msec_since_op');
declare(STRINGS, 'cf.web_asset.', 'labels');

declare('Integer', 'cf.bot_management.', 'score');
declare(
  'Boolean',
  'cf.bot_management.',
  'verified_bot static_resource corporate_proxy signed_agent js_detection.passed',
);
declare('String', 'cf.bot_management.', 'ja3_hash ja4');
declare(INTEGERS, 'cf.bot_management.', 'detection_ids');
declare('Boolean', 'cf.', 'client.bot waf.auth_detected');
declare('String', 'cf.', 'verified_bot_category waf.score.class');
declare('Integer', 'cf.', 'threat_score waf.score waf.score.sqli waf.score.xss waf.score.rce');
declare(
  'Boolean',
  'cf.waf.credential_check.',
  'password_leaked username_leaked username_and_password_leaked username_password_similar',
);
declare('Boolean', 'cf.waf.content_scan.', 'has_obj has_malicious_obj has_failed');
declare('Integer', 'cf.waf.content_scan.', 'num_obj num_malicious_obj');
declare(INTEGERS, 'cf.waf.content_scan.', 'obj_sizes');
declare(STRINGS, 'cf.waf.content_scan.', 'obj_types obj_results');
declare(STRINGS, 'cf.waf.signature.request.', 'categories confidence refs');
declare(STRINGS, 'cf.intel.ip.', 'datasets target_industries attacker_names attacker_countries target_countries');
declare('Boolean', 'cf.llm.prompt.', 'detected pii_detected unsafe_topic_detected');
declare(STRINGS, 'cf.llm.prompt.', 'pii_categories unsafe_topic_categories');
declare('Integer', 'cf.llm.prompt.', 'injection_score token_count');
declare(mapOf('Integer'), 'cf.llm.prompt.', 'custom_topic_categories');

declare('Integer', '', 'http.response.code cf.response.1xxx_code');
declare('String', '', 'http.response.content_type.media_type cf.response.error_type');
for (const prefix of ['http.response.', 'raw.http.response.']) {
  declare(HEADERS, prefix, 'headers');
  declare(STRINGS, prefix, 'headers.names headers.values');
}

/** The type of a field, or undefined when the language has no such field. */
export function fieldType(name: string): Type | undefined {
  return FIELDS.get(name);
}
