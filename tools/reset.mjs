import { enter } from './enter.mjs'

enter(() => import('./commands/reset.mjs'))
