/** The picture behind a stats answer: sent once the text is said, and drawn anew in its place when an arrow turns the text. */
import { InputFile, InputMediaBuilder } from 'grammy';
import type { UsageChart } from '../../usage/stats/usage-chart.ts';
import type { BotContext } from '../bot-context.ts';
import { isDescribed } from '../telegram-refusals.ts';

export type CreateChart = () => UsageChart | Promise<UsageChart>;
type DrawChart = (chart: UsageChart) => Promise<Uint8Array>;

export interface ChartMessages {
  /** Returns at once: neither the text nor anybody's next message waits for a chart. One that can't be drawn is logged. */
  follow(ctx: BotContext, answerId: number, createChart: CreateChart): void;
}

/** Of so many answers the chart is found again; under an older one an arrow brings a new picture. */
const MAX_REMEMBERED = 500;

/** Its message; undefined while there is none. */
type Shown = Promise<number | undefined>;

export function createChartMessages(draw: DrawChart): ChartMessages {
  const shownUnder = new Map<string, Shown>();

  async function show(ctx: BotContext, photoId: number | undefined, createChart: CreateChart): Shown {
    try {
      const picture = new InputFile(await draw(await createChart()), 'usage.png');
      if (photoId !== undefined && (await isReplaced(ctx, photoId, picture))) return photoId;
      return (await ctx.replyWithPhoto(picture)).message_id;
    } catch (error) {
      ctx.log.warn({ err: error }, 'A chart could not be drawn or sent');
      return photoId;
    }
  }

  /** False if its user has deleted it. */
  async function isReplaced(ctx: BotContext, photoId: number, picture: InputFile): Promise<boolean> {
    try {
      await ctx.api.editMessageMedia(ctx.chatId ?? 0, photoId, InputMediaBuilder.photo(picture));
      return true;
    } catch (error) {
      if (isDescribed(error, 'message to edit not found')) return false;
      throw error;
    }
  }

  function remember(answer: string, shown: Shown): void {
    shownUnder.delete(answer);
    shownUnder.set(answer, shown);
    const [oldest] = shownUnder.keys();
    if (shownUnder.size > MAX_REMEMBERED && oldest !== undefined) shownUnder.delete(oldest);
  }

  return {
    follow(ctx, answerId, createChart) {
      const answer = `${ctx.chatId}:${answerId}`;
      const before = shownUnder.get(answer) ?? Promise.resolve(undefined);
      const shown: Shown = before.then((photoId) => {
        // Turned on since: that draws.
        const isStale = shownUnder.get(answer) !== shown;
        return isStale ? photoId : show(ctx, photoId, createChart);
      });
      remember(answer, shown);
    },
  };
}
