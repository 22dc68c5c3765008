/** The pages that people see in their browser while they add adgen to a workspace. Pure. */

/** `authorizeUrl`: Slack's page where they allow it. */
export function installPage(authorizeUrl: string): string {
  return page(
    'Add adgen to Slack',
    '<p>adgen makes product ads from a chat. Slack will ask which workspace, and show what adgen may do there.</p>' +
      `<p><a class="button" href="${html(authorizeUrl)}">Add to Slack</a></p>`,
  );
}

export function installedPage(teamName: string, teamId: string): string {
  const name = html(teamName === '' ? 'your workspace' : teamName);
  return page(
    `adgen is in ${name}`,
    '<p>Open Slack, type <b>/ad</b> in any channel, or write to adgen under <b>Apps</b>. In a channel, invite it first.</p>' +
      `<p><a class="button" href="https://app.slack.com/client/${encodeURIComponent(teamId)}">Open Slack</a></p>`,
  );
}

export function notInstalledPage(why: string, again: string): string {
  return page('adgen was not added', `<p>${html(why)}</p><p><a class="button" href="${html(again)}">Try again</a></p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>
body { font: 17px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1.5rem; color: #1d1c1d; background: #fff }
.button { display: inline-block; padding: .6rem 1.2rem; border-radius: .5rem; background: #1d1c1d; color: #fff; text-decoration: none }
@media (prefers-color-scheme: dark) { body { color: #f4f4f4; background: #1d1c1d } .button { color: #1d1c1d; background: #f4f4f4 } }
</style>
</head>
<body><h1>${title}</h1>${body}</body>
</html>`;
}

function html(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
