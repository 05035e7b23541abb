/** Puts the web app into the page. */

import 'virtual:design-tokens.css';
import '@branchline/issue-panel/styles.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApp } from './app.tsx';
import { startColors } from './colors.ts';

startColors();
const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no element with the id "page".');
createRoot(place).render(<StrictMode>{createApp()}</StrictMode>);
