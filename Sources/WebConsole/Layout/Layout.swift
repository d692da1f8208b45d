/// The frame of every page: what is around its main part.
enum Layout {
    static let template = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}} · {{system}}</title>
        <link rel="stylesheet" href="/assets/console.css?{{assets}}">
        <link rel="icon" href="/assets/icon.svg?{{assets}}" type="image/svg+xml">
        <script src="/assets/console.js?{{assets}}" defer></script>
        </head>
        <body{{#isLive}} data-live="yes"{{/isLive}}>
        <a class="skip" href="#main">To the content</a>
        <header class="top">
        <a class="brand" href="/"><img src="/assets/icon.svg?{{assets}}" alt="" width="28" height="28">
        <span>{{system}}</span></a>
        {{#viewer.isLoggedIn}}
        {{#health}}<a class="badge health-{{health}}" data-live-health href="/">{{healthText}}</a>{{/health}}
        {{#isSimulated}}<span class="badge simulated">Simulated site</span>{{/isSimulated}}
        <span class="stretch"></span>
        <span class="live" data-live-state hidden>live</span>
        <a class="who" href="/account">{{viewer.name}} <small>{{viewer.role}}</small></a>
        <form method="post" action="/logout"><input type="hidden" name="csrf" value="{{viewer.csrf}}">
        <button class="quiet">Log out</button></form>
        {{/viewer.isLoggedIn}}
        </header>
        {{#hasNavigation}}
        <nav class="side" aria-label="Pages">
        <details class="menu"><summary>Menu</summary></details>
        <div class="groups">
        {{#groups}}
        <h2>{{name}}</h2>
        <ul>{{#pages}}<li><a href="{{path}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{name}}</a></li>{{/pages}}</ul>
        {{/groups}}
        </div>
        </nav>
        {{/hasNavigation}}
        <main id="main" tabindex="-1">
        {{#notice}}<p class="notice" role="status">{{notice}}</p>{{/notice}}
        {{{main}}}
        </main>
        <footer>ipdect-agent {{version}} · {{time(time)}} UTC</footer>
        </body>
        </html>
        """
}

/// What is around the main part of a page.
struct PageFrame: Sendable {
    var title: String
    var viewer: Viewer
    var path: String
    var notice = ""
    var isLive = false
    /// The answer of `GET overview`; nothing for somebody who may not read.
    var overview = PageValue.none
    /// What the frame says of the system to somebody who is not logged in.
    var system = "IP-DECT"

    var values: PageValue {
        let health = overview["health"].text ?? ""
        let name = overview["system"].text ?? ""
        return [
            "title": .text(title), "system": .text(name.isEmpty ? system : name), "viewer": viewer.value,
            "assets": .text(ConsoleAssets.version), "notice": .text(notice), "isLive": .flag(isLive),
            "health": .text(health), "healthText": .text(Self.words(health)),
            "isSimulated": overview["isSimulated"], "version": overview["version"], "time": overview["time"],
            "hasNavigation": .flag(viewer.isLoggedIn && !viewer.rights.isEmpty),
            "groups": Navigation.groups(for: viewer, at: path),
        ]
    }

    private static func words(_ health: String) -> String {
        switch health {
        case "ok": "All well"
        default: PageFormat.capital(health)
        }
    }
}
