/** Where attachments are fetched from: no token, but a signed link that stops working. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallFaults } from './call-faults.ts';
import type { Desk } from './desk.ts';
import { openLink } from './files.ts';

/** Faults of `GET /attachments` apply; `status`, `delay`, `cut` and `hang` make sense. */
export async function serveFile(
  desk: Desk,
  faults: CallFaults,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const fault = faults.take('GET /attachments');
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'cut' || fault?.kind === 'lose') return void request.socket.destroy();
  if (fault?.kind === 'delay') await delay((fault.beforeMs ?? 0) + (fault.afterMs ?? 0));
  if (fault?.kind === 'status')
    return void response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html>trouble</html>');
  const opened = openLink(desk, url);
  if (opened.status !== 200) {
    response.writeHead(opened.status, { 'content-type': 'text/plain;charset=UTF-8' });
    return void response.end('This content is no longer available.');
  }
  const { bytes, contentType } = opened.file;
  response.writeHead(200, {
    'content-type': contentType ?? 'application/octet-stream',
    'content-length': bytes.length,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
