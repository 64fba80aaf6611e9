// Weak signal: the program itself comes from the device, and when the server cannot be reached, so do the last answers
// that this person saw, marked with their time. Only reading; accounts, the journal and attested offices are never kept.
// Signing in or out empties what was seen. A page is kept with its own headers, so its nonce still fits its policy.
const shell = 'lienthong-shell';
const seen = 'lienthong-seen';
const most = 400; // answers
const patience = 5000; // ms for a page that is also on the device
const kept = /^\/api\/v1\/(session|units|unit-search|documents|document-views|document-claims|series|terms|jobs|rules|roles|intake\/(texts|facts))(\/|$)/;
const files = /\/(export|original|files)(\/|$)/;
const icon = '/icon.svg';
const assetsOf = (html) => [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((m) => m[1]);

async function keepPage(response) {
  const html = await response.clone().text();
  const before = await caches.match('/', { cacheName: shell });
  if (before && assetsOf(await before.text()).join() !== assetsOf(html).join()) await caches.delete(shell); // another release
  const cache = await caches.open(shell);
  await cache.put('/', response);
  return { cache, html };
}

self.addEventListener('install', (event) => {
  const first = async () => {
    const response = await fetch('/', { cache: 'no-store' });
    if (response.ok) {
      const { cache, html } = await keepPage(response);
      await cache.addAll([icon, ...assetsOf(html)]);
    }
    await self.skipWaiting();
  };
  event.waitUntil(first());
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function page(event) {
  const old = await caches.match('/', { cacheName: shell });
  const fresh = fetch(event.request).then((response) => {
    if (response.ok) event.waitUntil(keepPage(response.clone()));
    return response;
  });
  if (!old) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(old), patience));
  return Promise.race([fresh.catch(() => old), late]);
}

async function asset(request) {
  const old = await caches.match(request, { cacheName: shell });
  if (old) return old;
  const fresh = await fetch(request);
  if (fresh.ok) await (await caches.open(shell)).put(request, fresh.clone());
  return fresh;
}

// The token that guards writes is not kept on the device.
async function stamped(request, response) {
  const headers = new Headers(response.headers);
  headers.set('X-Kept-At', new Date().toISOString());
  let body = await response.text();
  if (new URL(request.url).pathname === '/api/v1/session') body = JSON.stringify({ ...JSON.parse(body), csrf: '' });
  return new Response(body, { status: 200, headers });
}

async function answer(event) {
  const { request } = event;
  try {
    const fresh = await fetch(request);
    if (fresh.status === 401) event.waitUntil(caches.delete(seen));
    if (fresh.ok && !fresh.redirected) {
      const copy = fresh.clone();
      const keep = async () => {
        const cache = await caches.open(seen);
        await cache.put(request, await stamped(request, copy));
        const keys = await cache.keys();
        for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key);
      };
      event.waitUntil(keep());
    }
    return fresh;
  } catch (error) {
    const old = await caches.match(request, { cacheName: seen, ignoreVary: true });
    if (old) return old;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== 'GET') {
    if (url.pathname.startsWith('/api/v1/session')) event.waitUntil(caches.delete(seen));
  } else if (request.mode === 'navigate') {
    if (!url.pathname.startsWith('/api/')) event.respondWith(page(event));
  } else if (url.pathname.startsWith('/assets/') || url.pathname === icon) event.respondWith(asset(request));
  else if (kept.test(url.pathname) && !files.test(url.pathname)) event.respondWith(answer(event));
});
