/// The sync regions of the system (manual 4.12.1).
struct SyncPage: ConsolePage {
    private static let limit = 60

    let path = "/sync"
    let template = """
        <h1>Air synchronization</h1>
        <p>Each region has a master that sets the pace; every other radio follows one that it hears.</p>
        <ul class="cards plain">
        {{#regions}}<li class="card state {{mark}}">
        <h2><a href="/sync/{{region}}">Region {{region}}{{#name}}: {{name}}{{/name}}</a></h2>
        <p class="row">{{#hasGreen}}<span class="badge green"><span class="dot green"></span>{{grouped(green)}} good</span>{{/hasGreen}}
        {{#hasYellow}}<span class="badge yellow"><span class="dot yellow"></span>{{grouped(yellow)}} poor</span>{{/hasYellow}}
        {{#hasRed}}<span class="badge red"><span class="dot red"></span>{{grouped(red)}} not synchronized</span>{{/hasRed}}</p>
        <dl class="facts"><dt>Radios</dt><dd>{{grouped(radios)}}</dd>
        <dt>Master</dt><dd>{{#activeMaster}}<a href="/radios/{{path(activeMaster)}}">{{activeMaster}}</a>{{/activeMaster}}{{^activeMaster}}none{{/activeMaster}}</dd>
        <dt>Reference</dt><dd>{{reference}}</dd>
        <dt>Sync lost</dt><dd>{{grouped(syncLost)}} times</dd></dl></li>{{/regions}}
        </ul>
        {{^regions}}<p>No sync region is in use.</p>{{/regions}}
        {{>pager}}
        """

    func content(_ visit: PageVisit) async throws -> PageContent {
        let regions = try await visit.api.get("sync").elements
        let pager = Pager(visit, limit: Self.limit, total: regions.count)
        let shown = regions.dropFirst((pager.page - 1) * Self.limit).prefix(Self.limit)
        return PageContent(
            "Air synchronization", isLive: true,
            ["regions": .list(shown.map(Self.shown)), "pager": regions.count > Self.limit ? pager.value(visit) : .none])
    }

    /// A region with what templates ask about it.
    static func shown(_ region: PageValue) -> PageValue {
        func has(_ name: String) -> Bool { region[name].integer ?? 0 > 0 }
        let reference =
            region["referenceRegion"].integer.map {
                "region \($0)" + (region["hasReferenceSync"].isTrue ? ", heard" : ", not heard")
            } ?? "none"
        return region.having("activeMaster", "name", "clearedAt").adding([
            "mark": .text(has("red") ? "bad" : has("yellow") ? "warning" : ""), "reference": .text(reference),
            "hasGreen": .flag(has("green")), "hasYellow": .flag(has("yellow")), "hasRed": .flag(has("red")),
        ])
    }
}
