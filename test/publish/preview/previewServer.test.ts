import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { type PreviewServer, startPreviewServer } from "notat/dist/lib/publish/preview/previewServer.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let server: PreviewServer;
let port = 0;

beforeAll(async () => {
  server = await startPreviewServer("Notatet <b>", 0);
  port = Number(new URL(server.url).port);
  server.tell({ text: "Ferdig.", page: "<p>Siden</p>", problems: ["noe"] });
});
afterAll(() => server.close());

/** What the server answers; `host` is where it is asked. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  { method = "GET", host = "127.0.0.1" } = {},
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, path, method, headers }, (answer) => {
      let body = "";
      answer.on("data", (data) => {
        body += data;
        // Events have no end.
        if (String(answer.headers["content-type"]).includes("event-stream")) answer.destroy();
      });
      answer.on("close", () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("startPreviewServer(title, port)", () => {
  test("serves its shell, the page and what has happened, by either name of this machine", async () => {
    for (const Host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`]) {
      expect(await ask("/side?v=1", { Host })).toMatchObject({ status: 200, body: "<p>Siden</p>" });
    }
    expect((await ask("/")).body).toContain("<h1>Notatet &lt;b&gt;</h1>");
    expect((await ask("/hendelser")).body).toBe(
      `data: ${JSON.stringify({ text: "Ferdig.", version: 1, problems: ["noe"] })}\n\n`,
    );
  });

  test.each([
    ["a name that was made to lead here", { Host: "evil.example" }],
    ["that name with our port", { Host: "evil.example:PORT" }],
    ["a name that begins like ours", { Host: "127.0.0.1:PORT.evil.example" }],
    ["our name with another port", { Host: "localhost:1" }],
    ["another site's script", { Origin: "https://evil.example" }],
    ["a page without an origin", { Origin: "null" }],
    ["another site's frame or picture", { "Sec-Fetch-Site": "cross-site" }],
    ["another port of this machine", { "Sec-Fetch-Site": "same-site" }],
  ])("refuses %s", async (_, headers) => {
    const named = Object.fromEntries(
      Object.entries(headers as Record<string, string>).map(([name, value]) => [
        name,
        value.replace("PORT", String(port)),
      ]),
    );
    for (const path of ["/", "/side", "/hendelser"]) {
      const { status, body } = await ask(path, named);
      expect(status).toBe(403);
      expect(body).not.toContain("Siden");
    }
  });

  test("only reads, and has nothing but its three pages", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect((await ask("/side", {}, { method })).status).toBe(405);
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/side/", "//evil.example/"])
      expect((await ask(path)).status).toBe(404);
  });

  test("says that nobody may keep it, frame it, or take it for another type", async () => {
    const { headers } = await ask("/");
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect((await ask("/side")).headers["content-security-policy"]).toBe("frame-ancestors 'self'");
  });

  test("listens on the loopback address alone", async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of outside)
      await expect(ask("/side", { Host: `127.0.0.1:${port}` }, { host: address })).rejects.toThrow(
        "ECONNREFUSED",
      );
  });

  test("a page gets a new number only when it is another, and problems stay until they are told anew", async () => {
    server.tell({ text: "Kjører …", page: "<p>Siden</p>" });
    expect((await ask("/hendelser")).body).toContain('"version":1,"problems":["noe"]');
    server.tell({ text: "Ferdig.", page: "<p>Annen</p>", problems: [] });
    expect((await ask("/hendelser")).body).toContain('"version":2,"problems":[]');
  });

  test("says when the port is taken, and which to choose", async () => {
    await expect(startPreviewServer("x", port)).rejects.toThrow(
      `Port ${port} must be free, but something listens there. Choose another: --port ${port + 1}`,
    );
  });
});
