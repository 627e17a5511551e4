/** The client in a real browser, on one service with the sample county: loading it takes longest, so all parts share it. */
import { afterAll, beforeAll, describe } from 'vitest';
import { startAll, stopAll } from './service.ts';
import { address } from './address.ts';
import { choice } from './choice.ts';
import { files } from './files.ts';
import { guide } from './guide.ts';
import { light } from './light.ts';
import { load } from './load.ts';
import { loading } from './loading.ts';
import { paper } from './paper.ts';
import { scenes } from './scenes.ts';
import { tasks } from './tasks.ts';
import { tours } from './tours.ts';
import { variants } from './variants.ts';
import { ways } from './ways.ts';

beforeAll(startAll, 240_000);
afterAll(stopAll);

describe('every scene', scenes);
describe('first tasks, by keyboard', tasks);
describe('school choice', choice);
describe('ways to school', ways);
describe('planning variants', variants);
describe('load of buses', load);
describe('school bus tours', tours);
describe('address, language, search', address);
describe('map and table', light);
describe('before there is a county', loading);
describe('on paper', paper);
describe('the school guide on a web server', guide);
// Last: it leaves a second county behind.
describe('files', files);
