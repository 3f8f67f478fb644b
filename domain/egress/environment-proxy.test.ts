import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answers } from "#harness/behaviours.ts";
import { startProxy, type TestProxy } from "#harness/connect-proxy.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";

const run = promisify(execFile);

let receiver: Receiver;
let environmentProxy: TestProxy;
let operatorProxy: TestProxy;

beforeEach(async () => {
  receiver = await startReceiver({ behaviour: answers() });
  environmentProxy = await startProxy();
  operatorProxy = await startProxy();
});

afterEach(async () => {
  await Promise.all([receiver.close(), environmentProxy.close(), operatorProxy.close()]);
});

// Node reads these variables when a process starts, so each case is a process.
describe("a proxy in the environment of the process", () => {
  it("is ignored", async () => {
    expect(await sendFromNewProcess(null)).toBe("200");
    expect(receiver.requests).toHaveLength(1);
    expect([environmentProxy.tunnels.length, environmentProxy.otherRequests()]).toEqual([0, 0]);
  });

  it("is ignored on the way to the operator's proxy, too", async () => {
    expect(await sendFromNewProcess(operatorProxy.url)).toBe("200");
    expect(operatorProxy.tunnels).toHaveLength(1);
    expect([environmentProxy.tunnels.length, environmentProxy.otherRequests()]).toEqual([0, 0]);
  });
});

async function sendFromNewProcess(proxyUrl: string | null): Promise<string> {
  const script = `
    import { createEgressPolicy } from "#domain/egress/policy.ts";
    import { sendRequest } from "#domain/egress/request.ts";
    const settings = { allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: ${JSON.stringify(proxyUrl)}, ownAddresses: [] };
    const request = { url: ${JSON.stringify(receiver.url)}, method: "POST", headers: {}, body: Buffer.from("{}") };
    const result = await sendRequest({ ...request, timeoutMs: 5000, policy: createEgressPolicy(settings) });
    process.stdout.write(String(result.status ?? result.message));
  `;
  const { url } = environmentProxy;
  const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"];
  const env = { ...process.env, NODE_USE_ENV_PROXY: "1", ...Object.fromEntries(names.map((name) => [name, url])) };
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { env, timeout: 15_000 });
  return stdout;
}
