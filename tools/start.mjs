import { enter } from './enter.mjs'

enter(() => import('./commands/start.mjs'))
