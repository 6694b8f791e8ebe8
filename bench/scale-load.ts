import type { Redis } from "ioredis";

/** What a Redis server has done so far, or between two looks. */
export interface ServerLoad {
  /** Commands, those inside scripts included. */
  readonly commands: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Memory in use, in bytes. */
  readonly memory: number;
  /** Seconds of processor time. */
  readonly processor: number;
}

/** What the server has done since it was started. */
export async function snapshot(redis: Redis): Promise<ServerLoad> {
  const info = await redis.info("everything");
  const field = (name: string): number => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1] ?? 0);
  const counts = [...info.matchAll(/^cmdstat_[^:]+:calls=(\d+)/gm)].map(([, calls]) => Number(calls));
  return {
    commands: counts.reduce((sum, calls) => sum + calls, 0),
    bytesIn: field("total_net_input_bytes"),
    bytesOut: field("total_net_output_bytes"),
    memory: field("used_memory"),
    processor: field("used_cpu_sys") + field("used_cpu_user"),
  };
}

/** What it did in between; for memory, by how much it grew. */
export function difference(before: ServerLoad, after: ServerLoad): ServerLoad {
  const names = Object.keys(before) as (keyof ServerLoad)[];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as ServerLoad;
}
