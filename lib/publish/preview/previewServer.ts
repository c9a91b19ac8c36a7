import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { UsageError } from "../../ground/errors.js";
import { documentOf } from "../../ground/page/document.js";
import { sha256 } from "../../ground/page/page.js";
import { paletteCss } from "../../ground/page/palette.js";
import { projectRoot } from "../../ground/project.js";
import { html, trusted } from "../../ground/text/html.js";

/** What the reader is told of. */
export interface PreviewState {
  /** In bokmål: `Kjører 3.1-effekter …` */
  readonly text: string;
  /** What must be mended; those told last stay when left out. */
  readonly problems?: readonly string[];
  /** The page, when it is another one. */
  readonly page?: string;
}

export interface PreviewServer {
  readonly url: string;
  tell(state: PreviewState): void;
  close(): Promise<void>;
}

/** Only this machine itself is listened to. */
const LOOPBACK = "127.0.0.1";

/**
 * Serves a page that follows what it is told, on this machine alone.
 *
 * Nothing else may ask for it: it listens on the loopback address; a request must name it by that address or as
 * `localhost`, so that a site whose name is made to lead here gets nothing; and requests that a browser makes on behalf
 * of another site are refused.
 * @param port 0 for any that is free.
 * @throws {UsageError} When the port is taken.
 */
export async function startPreviewServer(title: string, port: number): Promise<PreviewServer> {
  const listeners = new Set<ServerResponse>();
  const shell = shellOf(title);
  let page = "";
  let version = 0;
  let text = "";
  let problems: readonly string[] = [];
  const message = (): string => `data: ${JSON.stringify({ text, version, problems })}\n\n`;

  const server = createServer((request, response) => {
    const refusal = refuse(request, server);
    if (refusal !== null) return answer(response, refusal.status, "text/plain; charset=utf-8", refusal.text);
    switch ((request.url ?? "").replace(/\?.*$/s, "")) {
      case "/":
        return answer(response, 200, "text/html; charset=utf-8", shell.html, shell.policy);
      case "/side":
        // The page has its own policy, and may stand in a frame of ours alone.
        return answer(response, 200, "text/html; charset=utf-8", page, "frame-ancestors 'self'");
      case "/hendelser":
        response.writeHead(200, { ...COMMON, "Content-Type": "text/event-stream" });
        response.write(message());
        listeners.add(response);
        response.on("close", () => listeners.delete(response));
        return;
      default:
        return answer(response, 404, "text/plain; charset=utf-8", "Her er det ingenting.\n");
    }
  });
  await listen(server, port);
  return {
    url: `http://${LOOPBACK}:${portOf(server)}/`,
    tell(state) {
      text = state.text;
      problems = state.problems ?? problems;
      if (state.page !== undefined && state.page !== page) {
        page = state.page;
        version += 1;
      }
      for (const listener of listeners) listener.write(message());
    },
    close: () =>
      new Promise((resolve) => {
        for (const listener of listeners) listener.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const COMMON = {
  "Cache-Control": "no-store",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  policy = "default-src 'none'",
): void {
  response.writeHead(status, { ...COMMON, "Content-Type": type, "Content-Security-Policy": policy });
  response.end(body);
}

/** Why a request is not answered; null when it is from a page of ours or from who typed the address. */
function refuse(request: IncomingMessage, server: Server): { status: number; text: string } | null {
  const { host = "", origin, "sec-fetch-site": site } = request.headers;
  const own = [LOOPBACK, "localhost"].map((name) => `${name}:${portOf(server)}`);
  if (!own.includes(host.toLowerCase()))
    return { status: 403, text: `Forhåndsvisningen svarer bare ${own.join(" og ")}.\n` };
  if (origin !== undefined && !own.some((name) => origin === `http://${name}`))
    return { status: 403, text: "Forhåndsvisningen svarer ikke andre nettsteder.\n" };
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return { status: 403, text: "Forhåndsvisningen svarer ikke andre nettsteder.\n" };
  if (request.method !== "GET") return { status: 405, text: "Forhåndsvisningen kan bare leses.\n" };
  return null;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (e: NodeJS.ErrnoException) =>
      reject(
        new UsageError(
          e.code === "EADDRINUSE"
            ? `Port ${port} must be free, but something listens there. Choose another: --port ${port + 1}`
            : `Port ${port} can't be listened on: ${e.message}.`,
        ),
      ),
    );
    server.listen(port, LOOPBACK, () => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function shellOf(title: string): { html: string; policy: string } {
  const asset = (name: string): string =>
    readFileSync(join(projectRoot, "lib", "publish", "preview", "assets", name), "utf8");
  const style = `${paletteCss()}\n${asset("preview.css")}`;
  const script = asset("preview.js");
  const policy = `default-src 'none'; script-src '${sha256(script)}'; style-src '${sha256(style)}'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  const body = html`<header><h1>${title}</h1><p id="tilstand" role="status"></p></header>
<section id="feil" role="alert" aria-label="Feil" hidden></section>
<div id="sider"></div>
<script>${trusted(script)}</script>`;
  const page = documentOf({ title: `${title} – forhåndsvisning`, edition: null, policy: null, style, body });
  return { html: page.text, policy };
}
