/** The look of the HTML report. Each colour has a contrast of 4.5 to 1 or more on its ground, in both themes. */
export const style = `
:root { --ground: #fff; --ink: #1b1b1b; --soft: #5a5a5a; --line: #d0d0d0; --head: #f3f3f3; --link: #0b57d0;
  --right: #1d6b3a; --wrong: #9c4a00; --stopped: #a8201a }
@media (prefers-color-scheme: dark) { :root { --ground: #15171a; --ink: #e8e8e8; --soft: #a9a9a9; --line: #3a3d42;
  --head: #202327; --link: #8ab4f8; --right: #7fd19b; --wrong: #f0b26b; --stopped: #ff9a90 } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 120rem; margin: 0 auto; padding: 1rem }
a { color: var(--link) }
.wide { overflow-x: auto; max-width: 100% }
table { border-collapse: collapse; margin: 0.5rem 0 1rem }
caption { text-align: left; color: var(--soft) }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: right; vertical-align: top; position: relative; white-space: nowrap }
th { font-weight: 600; text-align: left }
thead th { background: var(--head); vertical-align: bottom }
tbody th { position: sticky; left: 0; background: var(--ground) }
.tall span { writing-mode: vertical-rl; transform: rotate(180deg) }
.words { text-align: left; white-space: normal; max-width: 45rem }
p { max-width: 60rem }
.pass { color: var(--right) } .fail { color: var(--wrong) } .unfinished { color: var(--soft) }
.crash, .timeout, .memory, .ungradable { color: var(--stopped) }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
details { border: 1px solid var(--line); padding: 0.25rem 0.75rem; margin: 0.25rem 0; content-visibility: auto; contain-intrinsic-size: auto 2.2rem }
summary { cursor: pointer }
`
