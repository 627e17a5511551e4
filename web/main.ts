import '@fontsource-variable/inter/wght.css';
import './styles/base.css';
import './styles/charts.css';
import './styles/controls.css';
import './styles/matrix.css';
import './styles/print.css';
import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html lacks the element #app into which the client is mounted.');
mount(App, { target });
