/** A still of each film before it plays, taken one film at a time. */

export type Posters = {
  /** The address of a still; the same film is asked for once. Null when none can be taken. */
  readonly of: (address: string) => Promise<string | null>;
};

const TIMEOUT_MS = 15_000;
/** Far enough in for the first words to stand there. */
const AT_SECONDS = 1.2;

/**
 * A `<video>` that only waits may hold a connection for as long as it is on the page, and there are six of them. So each film
 * is opened, drawn and let go; what stays on the page is a picture until somebody presses play.
 */
export function createPosters(): Posters {
  const known = new Map<string, Promise<string | null>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    of: (address) => {
      const poster = known.get(address) ?? last.then(() => take(address).catch(() => null));
      known.set(address, poster);
      last = poster;
      return poster;
    },
  };
}

async function take(address: string): Promise<string | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  video.src = address;
  try {
    await happens(video, 'loadedmetadata');
    video.currentTime = Math.min(AT_SECONDS, video.duration / 3);
    await happens(video, 'seeked');
    return await draw(video);
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}

async function draw(video: HTMLVideoElement): Promise<string | null> {
  const canvas = document.createElement('canvas');
  // Twice the largest size it is shown at.
  const scale = Math.min(1, 800 / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { promise, resolve } = Promise.withResolvers<Blob | null>();
  canvas.toBlob(resolve, 'image/jpeg', 0.85);
  const blob = await promise;
  return blob && URL.createObjectURL(blob);
}

function happens(video: HTMLVideoElement, name: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('too slow')), TIMEOUT_MS);
  video.addEventListener(name, () => resolve(), { once: true });
  video.addEventListener('error', () => reject(new Error('not a film')), { once: true });
  return promise.finally(() => clearTimeout(timer));
}
