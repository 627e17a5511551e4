/** Entry of the school guide's page. Its data are set by a script of the folder, so that the list is there without a request. */
import './guide.css';
import { mount } from 'svelte';
import type { GuideData } from '../../server/contract/guideData.ts';
import Guide from './Guide.svelte';

const target = document.getElementById('guide');
const { schulwegweiser: data } = window as { schulwegweiser?: GuideData };
if (!target || !data) throw new Error('index.html and data/seite.js of the guide do not belong together.');
const { map = '', ground = '' } = target.dataset;
mount(Guide, {
  target,
  props: {
    data,
    files: { map: new URL(map, document.baseURI).href, ground: new URL(ground, document.baseURI).href },
  },
});
