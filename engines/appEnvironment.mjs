/**
 * What the web server, the worker and the tools read from their environment. A variable that is set already wins, except
 * the two addresses, which the caller has resolved.
 * @param {object} facts
 * @param {Record<string, string | undefined>} facts.env
 * @param {Record<string, string>} facts.secrets
 * @param {string} facts.mongodbUri
 * @param {string} facts.temporalAddress
 * @param {number} facts.port
 * @returns {Record<string, string>}
 */
export function appEnvironment({ env, secrets, mongodbUri, temporalAddress, port }) {
  const defaults = {
    ...secrets,
    XINFU_DEMO: '1',
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    TEMPORAL_NAMESPACE: 'default',
  };
  const chosen = Object.entries(defaults).map(([name, value]) => [name, env[name] || value]);
  return { ...Object.fromEntries(chosen), MONGODB_URI: mongodbUri, TEMPORAL_ADDRESS: temporalAddress };
}
