import { describe, expect, it } from 'vitest';
import { merged } from './merged.ts';

async function* numbers(from: number, to: number, ended?: string[]): AsyncGenerator<number> {
  try {
    for (let number = from; number < to; number++) yield number;
  } finally {
    ended?.push(`${from}`);
  }
}

async function* broken(): AsyncGenerator<number> {
  yield 1;
  throw new Error('no more');
}

describe('merged', () => {
  it('gives every item of every stream once, each stream in its own order', async () => {
    const items: number[] = [];
    for await (const item of merged([numbers(0, 5), numbers(100, 103), numbers(7, 7)])) items.push(item);
    expect(items.filter((item) => item < 100)).toEqual([0, 1, 2, 3, 4]);
    expect(items.filter((item) => item >= 100)).toEqual([100, 101, 102]);
  });

  it('gives nothing for no streams', async () => {
    for await (const item of merged<number>([])) expect.unreachable(String(item));
  });

  it('fails with the first stream that fails, and ends the others', async () => {
    const ended: string[] = [];
    async function readAll(): Promise<void> {
      for await (const item of merged([broken(), numbers(10, 1_000_000, ended)])) void item;
    }
    await expect(readAll()).rejects.toThrow('no more');
    expect(ended).toEqual(['10']);
  });

  it('keeps a failure until the reader, who is busy, asks for more', async () => {
    async function readSlowly(): Promise<void> {
      for await (const item of merged([broken()])) {
        // Long enough for the failure to come, which Node would report here if nobody waited for it.
        await new Promise((resolve) => void setImmediate(resolve, item));
      }
    }
    await expect(readSlowly()).rejects.toThrow('no more');
  });

  it('ends all streams when the reader leaves', async () => {
    const ended: string[] = [];
    for await (const item of merged([numbers(0, 10, ended), numbers(10, 20, ended)])) if (item >= 0) break;
    expect([...ended].sort()).toEqual(['0', '10']);
  });
});
