import Hummingbird
import IPDECTCore
import Snapshot
import WebServer

/// Air synchronization: regions, their trees, and what can be done with them (manual 4.12.1).
struct SyncRoutes {
    /// The most levels of a tree in one answer: readers of JSON have their limits, too.
    static let depthLimit = 200
    /// The most radios of a tree in one answer: more than a system has.
    static let radioLimit = 10_000

    let control: any AgentControl

    init(_ control: any AgentControl) { self.control = control }

    func add(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("sync") { _, _ in
            let site = control.snapshot.site
            return try JSON.response(site.regions.map { RegionView($0, in: site) })
        }
        api.get("sync/{region}") { _, context in
            let site = control.snapshot.site
            return try JSON.response(RegionView(site.region(of: context), in: site))
        }
        api.get("sync/{region}/tree") { request, context in
            let site = control.snapshot.site
            let region = try site.region(of: context)
            let builder = SyncTreeBuilder(
                site, region: region.region,
                depth: try request.integer("depth", in: 1...Self.depthLimit, default: Self.depthLimit),
                limit: try request.integer("limit", in: 1...Self.radioLimit, default: Self.radioLimit),
                showsCandidates: try request.choice("candidates") ?? false)
            let root = try request.text("root").map { try site.radio(named: $0) }
            if let root, root.sync.settings.region != region.region {
                throw Problem.malformed(
                    "expected a radio of region \(region.region) as root, got \(root.name)", field: "root")
            }
            return try JSON.response(builder.view(of: RegionView(region, in: site), below: root))
        }
        addActions(to: api)
    }

    private func addActions(to api: RouterGroup<WebContext>) {
        let control = control
        api.put("sync/{region}") { request, context in
            let change = try await request.decoded(RegionChange.self, context)
            let number = try context.region()
            let region = control.snapshot.site.regions.first { $0.region == number }
            let reference = try change.referenceRegion.map(SiteSnapshot.checkedRegion)
            guard change.name.utf8.count <= 64 else {
                throw Problem.refused([
                    .init(field: "name", detail: "expected a name of at most 64 octets, got \(change.name.utf8.count)")
                ])
            }
            try await control.operate(
                [.regionConfigured(number, name: change.name, referenceRegion: reference)],
                telling: [
                    ConsoleChange(
                        "sync", "region \(number)",
                        from: Self.shown(region?.name ?? "", region?.referenceRegion),
                        to: Self.shown(change.name, reference))
                ])
            return Response(status: .noContent)
        }
        api.post("sync/{region}/resynchronize") { _, context in
            let number = try control.snapshot.site.region(of: context).region
            try await control.operate(
                [.referenceResynchronized(number)],
                telling: [
                    ConsoleChange(
                        "sync", "region \(number) was told to resynchronize to its reference; its calls were ended")
                ])
            return Response(status: .noContent)
        }
        api.post("sync/{region}/clear") { _, context in
            let number = try context.region()
            let region = control.snapshot.site.regions.first { $0.region == number }
            let before = region.map {
                ", they were \($0.calculations) calculations, \($0.configurations) configurations, "
                    + "\($0.syncLost) losses"
            }
            try await control.operate(
                [.regionStatisticsCleared(number)],
                telling: [ConsoleChange("sync", "the statistics of region \(number) were cleared" + (before ?? ""))])
            return Response(status: .noContent)
        }
    }

    private static func shown(_ name: String, _ reference: UInt8?) -> String {
        name + (reference.map { " (reference: region \($0))" } ?? "")
    }
}

/// The content of `PUT sync/{region}`.
public struct RegionChange: Codable, Sendable {
    /// The name, at most 64 octets.
    public var name: String
    /// The region to take the reference from; absent or null for none.
    public var referenceRegion: UInt8?

    /// Makes the content.
    public init(name: String, referenceRegion: UInt8? = nil) {
        self.name = name
        self.referenceRegion = referenceRegion
    }
}

extension WebContext {
    /// The sync region in the path.
    func region() throws -> UInt8 {
        let text = try text("region")
        guard let region = UInt8(text), region <= 249 else {
            throw Problem.malformed("expected a sync region from 0 to 249, got \(text)")
        }
        return region
    }
}

extension SiteSnapshot {
    /// The sync region in the path, if it is in use.
    func region(of context: WebContext) throws -> SyncRegionStatus {
        let number = try context.region()
        guard let region = regions.first(where: { $0.region == number }) else {
            throw Problem.notFound("the sync region \(number) is not in use")
        }
        return region
    }

    /// A region of some content, if there can be such a one.
    static func checkedRegion(_ number: UInt8) throws -> UInt8 {
        guard number <= 249 else {
            throw Problem.refused([
                .init(field: "region", detail: "expected a sync region from 0 to 249, got \(number)")
            ])
        }
        return number
    }
}
