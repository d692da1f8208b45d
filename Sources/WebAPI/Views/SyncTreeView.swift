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
        /// Those that follow it; empty, too, below the depth and beyond the limit that were asked for.
        public var children: [Node]
    }

    /// The region and its statistics.
    public var region: RegionView
    /// The active sync master, and radios that follow one of another region or none.
    public var roots: [Node]
    /// Roots beyond the limit that was asked for.
    public var moreRoots: Int
}

/// Puts radios of a region together to trees.
struct SyncTreeBuilder {
    let site: SiteSnapshot
    let depth: Int
    let limit: Int
    let showsCandidates: Bool
    private var followers: [UInt32: [Int]] = [:]
    private var names: [UInt64: String] = [:]
    /// Radios below each one, on all levels.
    private var descendants: [UInt32: Int] = [:]
    private let roots: [Int]
    private let members: [Int]

    /// Puts the trees of a region together: at most `depth` levels and `limit` radios, the upper levels first.
    init(_ site: SiteSnapshot, region: UInt8, depth: Int, limit: Int = .max, showsCandidates: Bool = false) {
        self.site = site
        self.depth = depth
        self.limit = limit
        self.showsCandidates = showsCandidates
        members = site.radios.indices.filter {
            site.radios[$0].sync.settings.region == region && site.radios[$0].registration != .uninitialized
        }
        for position in members {
            if let parent = site.radios[position].sync.parentIndex { followers[parent, default: []].append(position) }
        }
        let own = Set(members.map { site.radios[$0].index })
        let tops = members.filter { site.radios[$0].sync.parentIndex.map { !own.contains($0) } ?? true }
        roots =
            tops.filter { site.radios[$0].sync.isActiveMaster } + tops.filter { !site.radios[$0].sync.isActiveMaster }
        countDescendants()
        guard showsCandidates else { return }
        for radio in site.radios {
            if let rfpi = radio.rfpi { names[rfpi.identity] = radio.name }
        }
    }

    /// Counts from the leaves up. A ring, which the core's trees do not have, hangs below no root and counts nothing.
    private mutating func countDescendants() {
        var order = roots
        var next = 0
        while next < order.count {
            order += followers[site.radios[order[next]].index] ?? []
            next += 1
        }
        for position in order.reversed() {
            let radio = site.radios[position]
            guard let parent = radio.sync.parentIndex else { continue }
            descendants[parent, default: 0] += 1 + descendants[radio.index, default: 0]
        }
    }

    /// The tree below one radio, or all of the region: its active master first.
    func view(of region: RegionView, below start: Radio?) -> SyncTreeView {
        let tops =
            start.flatMap { start in members.first { site.radios[$0].index == start.index } }.map { [$0] } ?? roots
        let shown = Array(tops.prefix(limit))
        let open = opened(from: shown)
        return SyncTreeView(region: region, roots: nodes(shown, open), moreRoots: tops.count - shown.count)
    }

    /// The radios whose followers are shown, level by level; all that follow one radio find room, or none of them does.
    private func opened(from roots: [Int]) -> Set<UInt32> {
        var opened: Set<UInt32> = []
        var room = limit - roots.count
        var level = roots
        for _ in 1..<max(1, depth) where !level.isEmpty {
            var next: [Int] = []
            for position in level {
                let index = site.radios[position].index
                guard let below = followers[index], below.count <= room else { continue }
                room -= below.count
                opened.insert(index)
                next += below
            }
            level = next
        }
        return opened
    }

    private func nodes(_ positions: [Int], _ opened: Set<UInt32>) -> [SyncTreeView.Node] {
        positions.map { position in
            let radio = site.radios[position]
            let below = opened.contains(radio.index) ? followers[radio.index] ?? [] : []
            return SyncTreeView.Node(
                name: radio.name, deviceName: radio.report.deviceName, mac: "\(radio.mac)",
                rfpi: radio.rfpi.map { "\($0)" }, mode: "\(radio.sync.settings.mode)", state: "\(radio.sync.state)",
                color: "\(radio.sync.color)", registration: radio.registration.word, rssi: radio.sync.rssi,
                fer: radio.sync.fer, syncLost: radio.sync.lostCount,
                candidates: showsCandidates ? radio.sync.candidates.map(candidate) : nil,
                descendants: descendants[radio.index, default: 0], children: nodes(below, opened))
        }
    }

    private func candidate(_ candidate: SyncCandidate) -> RadioDetailView.Candidate {
        RadioDetailView.Candidate(candidate, radio: names[candidate.rfpi.identity])
    }
}
