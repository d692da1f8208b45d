import IPDECTCore
import NetworkValues
import Snapshot

/// The sync tree of a region, as `GET /api/v1/sync/{region}/tree` shows it (manual 4.12.1).
public struct SyncTreeView: Codable, Sendable, Equatable {
    /// A radio in the tree, with those that follow it.
    public struct Node: Codable, Sendable, Equatable {
        /// The unique name.
        public var name: String
        /// The name entered on the device.
        public var deviceName: String
        /// The MAC address.
        public var mac: String
        /// The broadcast identity; `nil` while it has none.
        public var rfpi: String?
        /// slave, restrictedSlave or master.
        public var mode: String
        /// The sync state, such as `slaveOK`.
        public var state: String
        /// green, yellow or red.
        public var color: String
        /// registered, static or uninitialized.
        public var registration: String
        /// Signal strength of the active sync bearer in dBm; `nil` without one.
        public var rssi: Int16?
        /// Long-term frame error rate of the active sync bearer in percent; `nil` without one.
        public var fer: UInt8?
        /// Times it lost its synchronization.
        public var syncLost: UInt32
        /// Radios it hears, when they were asked for.
        public var candidates: [RadioDetailView.Candidate]?
        /// Radios below it, on all levels.
        public var descendants: Int
        /// Those that follow it; empty, too, below the depth that was asked for.
        public var children: [Node]
    }

    /// The region and its statistics.
    public var region: RegionView
    /// The active sync master, and radios that follow one of another region or none.
    public var roots: [Node]
}

/// Puts radios of a region together to trees.
struct SyncTreeBuilder {
    let site: SiteSnapshot
    let depth: Int
    let showsCandidates: Bool
    private var followers: [UInt32: [Int]] = [:]
    private var names: [UInt64: String] = [:]
    private let members: [Int]

    init(_ site: SiteSnapshot, region: UInt8, depth: Int, showsCandidates: Bool) {
        self.site = site
        self.depth = depth
        self.showsCandidates = showsCandidates
        members = site.radios.indices.filter {
            site.radios[$0].sync.settings.region == region && site.radios[$0].registration != .uninitialized
        }
        for position in members {
            if let parent = site.radios[position].sync.parentIndex { followers[parent, default: []].append(position) }
        }
        guard showsCandidates else { return }
        for radio in site.radios {
            if let rfpi = radio.rfpi { names[rfpi.identity] = radio.name }
        }
    }

    /// The tree below one radio, or all of the region: its active master first.
    func roots(below start: Radio?) -> [SyncTreeView.Node] {
        if let start, let position = members.first(where: { site.radios[$0].index == start.index }) {
            return nodes([position], depth: depth)
        }
        let own = Set(members.map { site.radios[$0].index })
        let roots = members.filter { site.radios[$0].sync.parentIndex.map { !own.contains($0) } ?? true }
        return nodes(roots.filter(isMaster) + roots.filter { !isMaster($0) }, depth: depth)
    }

    private func isMaster(_ position: Int) -> Bool { site.radios[position].sync.isActiveMaster }

    private func nodes(_ positions: [Int], depth: Int) -> [SyncTreeView.Node] {
        positions.map { position in
            let radio = site.radios[position]
            let below = followers[radio.index] ?? []
            return SyncTreeView.Node(
                name: radio.name, deviceName: radio.report.deviceName, mac: "\(radio.mac)",
                rfpi: radio.rfpi.map { "\($0)" }, mode: "\(radio.sync.settings.mode)", state: "\(radio.sync.state)",
                color: "\(radio.sync.color)", registration: radio.registration.word, rssi: radio.sync.rssi,
                fer: radio.sync.fer, syncLost: radio.sync.lostCount,
                candidates: showsCandidates ? radio.sync.candidates.map(candidate) : nil,
                descendants: descendants(of: radio.index), children: depth > 1 ? nodes(below, depth: depth - 1) : [])
        }
    }

    private func candidate(_ candidate: SyncCandidate) -> RadioDetailView.Candidate {
        RadioDetailView.Candidate(candidate, radio: names[candidate.rfpi.identity])
    }

    private func descendants(of index: UInt32) -> Int {
        var count = 0
        var waiting = followers[index] ?? []
        // The core's trees have no rings; should one come, it ends here.
        while let next = waiting.popLast(), count < members.count {
            count += 1
            waiting += followers[site.radios[next].index] ?? []
        }
        return count
    }
}
