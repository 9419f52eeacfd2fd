import { answerParent } from './ask.ts';
import { type FiguresRequest, ownFigures } from './process-figures.ts';

/** Loaded in front of a program that knows nothing of the benchmark (`node --import`), so that it tells what it uses. */
answerParent(async (request: FiguresRequest) => ownFigures(request));

// The program ends when its own work is over, as it would without us.
process.channel?.unref();
