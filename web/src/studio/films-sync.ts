/** Several films that play, stop and jump as one; the first is the one that is heard. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

export type Sync = {
  readonly isPlaying: boolean;
  readonly isMuted: boolean;
  /** Seconds. */
  readonly time: number;
  readonly duration: number;
  readonly toggle: () => void;
  readonly seek: (second: number) => void;
  readonly mute: () => void;
  /** For the `ref` of the film in that place. */
  readonly place: (index: number) => (video: HTMLVideoElement | null) => void;
};

/** Seconds that nobody sees; beyond the second a film jumps, below it only runs a little faster or slower. */
const UNSEEN = 0.04;
const FAR = 0.3;
const HURRY = 0.06;

export function useSync(): Sync {
  const videos = useRef(new Map<number, HTMLVideoElement>());
  const [isPlaying, setPlaying] = useState(false);
  const [isMuted, setMuted] = useState(false);
  const [time, setTime] = useState(0);
  const [duration, setDuration] = useState(0);
  const refs = useMemo(() => new Map<number, (video: HTMLVideoElement | null) => void>(), []);

  const place = useCallback(
    (index: number) => {
      const known = refs.get(index);
      if (known) return known;
      const take = (video: HTMLVideoElement | null) => {
        if (video === null) return void videos.current.delete(index);
        videos.current.set(index, video);
        video.muted = index !== 0;
        if (index === 0) follow(video, { setPlaying, setDuration, setTime });
      };
      refs.set(index, take);
      return take;
    },
    [refs],
  );
  const all = () => [...videos.current.values()];
  const leader = () => videos.current.get(0);
  const seek = (second: number) => {
    for (const video of all()) video.currentTime = Math.min(second, endOf(video));
    setTime(second);
  };
  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    const tick = () => {
      const first = videos.current.get(0);
      if (first) {
        setTime(first.currentTime);
        for (const [index, video] of videos.current) if (index !== 0) keepUp(video, first);
      }
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);

  return {
    ...{ isPlaying, isMuted, time, duration, place, seek },
    toggle: () => {
      const first = leader();
      if (!first) return;
      if (isPlaying) {
        for (const video of all()) video.pause();
        seek(first.currentTime);
        return;
      }
      if (first.ended || first.currentTime >= endOf(first) - UNSEEN) seek(0);
      // The browser may refuse, and says so by staying paused.
      for (const video of all()) video.play().catch(() => undefined);
    },
    mute: () => {
      const first = leader();
      if (first) first.muted = !isMuted;
      setMuted(!isMuted);
    },
  };
}

type Heard = {
  readonly setPlaying: (isPlaying: boolean) => void;
  readonly setDuration: (seconds: number) => void;
  readonly setTime: (second: number) => void;
};

function follow(video: HTMLVideoElement, { setPlaying, setDuration, setTime }: Heard): void {
  video.onplay = () => setPlaying(true);
  video.onpause = () => setPlaying(false);
  video.onseeked = () => setTime(video.currentTime);
  video.onloadedmetadata = () => setDuration(video.duration);
  if (Number.isFinite(video.duration)) setDuration(video.duration);
}

/** Films of one ad differ by a frame or so in length. */
function keepUp(video: HTMLVideoElement, first: HTMLVideoElement): void {
  const behind = Math.min(first.currentTime, endOf(video)) - video.currentTime;
  if (Math.abs(behind) > FAR) video.currentTime += behind;
  else video.playbackRate = Math.abs(behind) < UNSEEN ? 1 : behind > 0 ? 1 + HURRY : 1 - HURRY;
}

function endOf(video: HTMLVideoElement): number {
  return Number.isFinite(video.duration) ? video.duration : Number.MAX_SAFE_INTEGER;
}
