import IPDECTCore

/// Air synchronization: the regions, and their trees as lists within lists (manual 4.12.1).
struct HTMLSync {
    let page: HTMLPage
    private let children: [UInt32: [Int]]
    private let shape: [Shape]
    private let isShortened: Bool

    /// Up to so many radios the trees are shown whole. In larger ones branches that are well are only counted.
    static let wholeLimit = 300
    /// Steps from the master that are drawn.
    static let depthLimit = 100

    /// What hangs below a radio, itself included.
    private struct Shape {
        var radios = 0
        var isWell = true
    }

    init(page: HTMLPage) {
        self.page = page
        let radios = page.matter.site.radios
        var children: [UInt32: [Int]] = [:]
        for (place, radio) in radios.enumerated() {
            if let parent = radio.sync.parentIndex { children[parent, default: []].append(place) }
        }
        self.children = children
        isShortened = radios.count > Self.wholeLimit
        var shape = [Shape](repeating: Shape(), count: radios.count)
        // From the leaves to the roots: whoever follows stands deeper.
        let order = radios.indices.sorted { (radios[$0].sync.depth ?? .max) > (radios[$1].sync.depth ?? .max) }
        for place in order {
            var own = Shape(radios: 1, isWell: radios[place].sync.color == .green)
            for child in children[radios[place].index] ?? [] where child != place {
                own.radios += shape[child].radios
                own.isWell = own.isWell && shape[child].isWell
            }
            shape[place] = own
        }
        self.shape = shape
    }

    private var matter: ReportMatter { page.matter }

    func write() throws(ReportError) {
        try page.table(SyncTables.regions(matter), limit: 250)
        let radios = matter.site.radios
        let regions = Dictionary(grouping: radios.indices.filter { radios[$0].registration == .registered }) {
            radios[$0].sync.settings.region
        }
        for (region, places) in regions.sorted(by: { $0.key < $1.key }) { try tree(region, places) }
        try page.table(SyncTables.ring(matter), isEmptyShown: false)
    }

    private func tree(_ region: UInt8, _ places: [Int]) throws(ReportError) {
        let status = matter.site.regions.first { $0.region == region }
        let name = status.map(\.name) ?? ""
        try page.markup("<h3>Region \(region)")
        if !name.isEmpty {
            try page.words(", ")
            try page.shown(name, .place)
        }
        try page.markup("</h3>\n")
        let radios = matter.site.radios
        let roots = places.filter { radios[$0].sync.parentIndex == nil }
        let (inTree, outside) = (
            roots.filter { radios[$0].sync.color != .red }, roots.filter { radios[$0].sync.color == .red }
        )
        try list(inTree, depth: 0, kind: "tree")
        guard !outside.isEmpty else { return }
        try page.paragraph("In no tree:", kind: "soft")
        try list(outside, depth: 0, kind: "tree")
    }

    private func list(_ places: [Int], depth: Int, kind: String = "") throws(ReportError) {
        guard !places.isEmpty else { return }
        try page.markup(kind.isEmpty ? "<ul>\n" : "<ul class=\"\(kind)\">\n")
        var well = (branches: 0, radios: 0)
        for place in places {
            // The way from the root is shown always.
            if isShortened, depth > 0, shape[place].isWell {
                well = (well.branches + 1, well.radios + shape[place].radios)
                continue
            }
            try page.markup("<li>")
            try radio(matter.site.radios[place])
            if depth < Self.depthLimit {
                try list(children[matter.site.radios[place].index] ?? [], depth: depth + 1)
            }
            try page.markup("</li>\n")
        }
        if well.radios > 0 {
            try page.markup("<li>")
            try page.dot("green")
            try page.words(": \(well.radios) radios in \(well.branches) branches, all synchronized")
            try page.markup("</li>\n")
        }
        try page.markup("</ul>\n")
    }

    private func radio(_ radio: Radio) throws(ReportError) {
        try page.markup("<span class=\"dot \(radio.sync.color)\" aria-hidden=\"true\"></span>")
        try page.shown(radio.name, .radio)
        var text = ": \(radio.sync.state.word)"
        if radio.sync.color != .green { text += ", \(radio.sync.color.meaning)" }
        if let rssi = radio.sync.rssi { text += ", RSSI \(rssi) dBm" }
        if let fer = radio.sync.fer { text += ", FER \(fer) %" }
        if radio.sync.lostCount > 0 { text += ", lost \(radio.sync.lostCount) times" }
        try page.words(text)
    }
}
