import NetworkValues

/// Who follows whom: the instructions of the PARI Master, and the tree that comes of them.
///
/// `RadioDetails.source` is the instruction; all instructions of a region together are a forest at any time. A radio hangs
/// in the tree (`RadioSync.parentIndex`) while it and its source are on the air. One that is on the air without a source
/// keeps its timing for as long as it searches for one, 9 minutes.
extension SiteState {
    /// Whether the radio follows nobody: the region's active master, and every gateway.
    func isRoot(_ position: Int) -> Bool {
        site.radios[position].sync.isActiveMaster || site.radios[position].report.model == .ipbl
    }

    func isOnAir(index: UInt32) -> Bool {
        position(ofIndex: index).map { site.radios[$0].isOnAir && site.radios[$0].isUsableSource } ?? false
    }

    func hasSourceOnAir(_ position: Int) -> Bool {
        details[position].source.map { isOnAir(index: $0) } ?? false
    }

    // MARK: Choosing a source

    /// Calls `body` with each radio that this one hears and may follow, how it hears it, and what that costs more than
    /// usual. A locked slave may follow only the radios that it is locked to.
    func forEachUsableSource(of position: Int, _ body: (Int, SyncQuality, UInt32) -> Void) {
        let settings = site.radios[position].sync.settings
        let isLocked = settings.mode != .master && !settings.lockedTo.isEmpty
        for candidate in site.radios[position].sync.candidates {
            var surcharge: UInt32 = 0
            if isLocked {
                guard let rank = settings.lockedTo.firstIndex(where: { $0.identity == candidate.rfpi.identity }) else {
                    continue
                }
                surcharge = UInt32(rank) * SyncQuality.alternativeLockCost
            }
            guard let source = self.position(of: candidate.rfpi), source != position,
                site.radios[source].isUsableSource, site.radios[source].sync.settings.region == settings.region
            else { continue }
            if !site.radios[source].isOnAir { surcharge += SyncQuality.unsynchronizedCost }
            body(source, SyncQuality(candidate), surcharge)
        }
    }

    /// Whether the settings of the radio allow the source that it has.
    func isAllowedSource(_ position: Int) -> Bool {
        guard let index = details[position].source, let source = self.position(ofIndex: index) else { return true }
        let settings = site.radios[position].sync.settings
        guard settings.mode != .master, !settings.lockedTo.isEmpty else { return true }
        return settings.lockedTo.contains { self.position(of: $0) == source }
    }

    /// Whether another source would be better by more than what keeps the tree from changing to and fro.
    func hasBetterSource(_ position: Int) -> Bool {
        guard let index = details[position].source, let current = self.position(ofIndex: index),
            let quality = details[position].sourceQuality
        else { return true }
        let currentCost = details[current].pathCost.saturatingSum(quality.cost(isCurrent: true))
        var isBetter = false
        forEachUsableSource(of: position) { source, quality, surcharge in
            guard source != current else { return }
            let cost = details[source].pathCost.saturatingSum(quality.cost(isCurrent: false) + surcharge)
            if cost < currentCost { isBetter = true }
        }
        return isBetter
    }

    /// The best radio on the air to follow at once, without a look at the rest of the tree.
    private func bestSourceOnAir(_ position: Int) -> (index: UInt32, quality: SyncQuality, cost: UInt32)? {
        let isOnAir = site.radios[position].isOnAir
        var best: (index: UInt32, quality: SyncQuality, cost: UInt32)?
        forEachUsableSource(of: position) { source, quality, surcharge in
            guard site.radios[source].isOnAir, let isGrounded = isGrounded(source, without: position) else { return }
            // Radios that hang in no tree are followed only when there is no other, and only to get on the air: one that is
            // on it keeps its timing just as well by itself.
            guard isGrounded || !isOnAir else { return }
            let way = isGrounded ? details[source].pathCost : 1_000_000
            let cost = way.saturatingSum(quality.cost(isCurrent: false) + surcharge)
            if let best, (best.cost, -best.quality.rssi) <= (cost, -quality.rssi) { return }
            best = (site.radios[source].index, quality, cost)
        }
        return best
    }

    /// Whether the way up from a radio leads to a master on the air; `nil` when it leads to `other`, so that `other` must
    /// not follow the radio.
    private func isGrounded(_ position: Int, without other: Int) -> Bool? {
        var here = position
        var isUnbroken = true
        while true {
            guard here != other else { return nil }
            if !site.radios[here].isOnAir || !site.radios[here].isUsableSource { isUnbroken = false }
            if isRoot(here) { return isUnbroken }
            guard let source = details[here].source, let above = self.position(ofIndex: source) else { return false }
            here = above
        }
    }

    /// Looks for another source at once when the present one is not on the air.
    mutating func repair(_ position: Int) {
        guard !isRoot(position), site.radios[position].registration == .registered else { return }
        if !hasSourceOnAir(position), serves(.pariMaster), let best = bestSourceOnAir(position) {
            setSource(position, best.index, best.quality)
            details[position].pathCost = best.cost
        }
        relink(position)
    }

    mutating func repair(index: UInt32) {
        if let position = position(ofIndex: index), site.radios[position].isOnAir { repair(position) }
    }

    // MARK: Instructions

    /// Tells a radio whom to follow; `nil` for nobody. The tree is not changed yet.
    mutating func setSource(_ position: Int, _ source: UInt32?, _ quality: SyncQuality?) {
        details[position].sourceQuality = quality
        guard details[position].source != source else { return }
        let index = site.radios[position].index
        if let old = details[position].source, let above = self.position(ofIndex: old),
            let place = details[above].followers.firstIndex(of: index)
        {
            details[above].followers.remove(at: place)
        }
        details[position].source = source
        guard let source, let above = self.position(ofIndex: source) else { return }
        details[above].followers.append(index)
        let region = useRegion(site.radios[position].sync.settings.region)
        site.regions[region].configurations += 1
        touchRegion(region)
    }

    /// Takes over how the radio hears its source from its list of candidates.
    mutating func refreshSourceQuality(_ position: Int) {
        guard let source = details[position].source else { return }
        var quality: SyncQuality?
        for candidate in site.radios[position].sync.candidates where quality == nil {
            if let place = self.position(of: candidate.rfpi), site.radios[place].index == source {
                quality = SyncQuality(candidate)
            }
        }
        guard let quality, quality != details[position].sourceQuality else { return }
        details[position].sourceQuality = quality
        relink(position)
    }

    // MARK: The tree

    /// Hangs a radio where it belongs, and moves those below it along.
    mutating func relink(_ first: Int, includingFollowers: Bool = false) {
        if includingFollowers {
            var stack = details[first].followers
            hang(first)
            while let index = stack.popLast() {
                if let position = position(ofIndex: index), hang(position) { stack += details[position].followers }
            }
        } else if hang(first) {
            var stack = details[first].followers
            while let index = stack.popLast() {
                if let position = position(ofIndex: index), hang(position) { stack += details[position].followers }
            }
        }
    }

    /// Hangs one radio where it belongs; returns whether those below it have to be looked at.
    @discardableResult
    private mutating func hang(_ position: Int) -> Bool {
        let sync = site.radios[position].sync
        var parent: UInt32?
        var depth: UInt16?
        var quality: SyncQuality?
        var color = SyncColor.red
        switch sync.state {
        case .unsynchronized:
            break
        case .searching where !isResynchronizing(sync.settings.region):
            break
        case _ where isRoot(position):
            depth = 0
            color = .green
        default:
            color = .yellow
            if let source = details[position].source, let above = self.position(ofIndex: source), isOnAir(index: source)
            {
                parent = source
                depth = site.radios[above].sync.depth.map { $0 + 1 }
                quality = details[position].sourceQuality
                color = quality?.isPoor ?? false ? .yellow : .green
            }
            setHoldover(position, isSearching: parent == nil)
        }
        let isMoved = depth != sync.depth || (color == .red) != (sync.color == .red)
        let isChanged =
            isMoved || parent != sync.parentIndex || color != sync.color || quality?.rssi != sync.rssi
            || quality?.fer != sync.fer || parent == nil && sync.carrier != nil
        guard isChanged else { return false }
        setColor(position, color)
        site.radios[position].sync.parentIndex = parent
        site.radios[position].sync.depth = depth
        site.radios[position].sync.rssi = quality?.rssi
        site.radios[position].sync.fer = quality?.fer
        if parent == nil {
            site.radios[position].sync.carrier = nil
            site.radios[position].sync.slot = nil
        }
        touch(position)
        return isMoved
    }

    /// A radio on the air searches for a source while it has none.
    private mutating func setHoldover(_ position: Int, isSearching: Bool) {
        if !isSearching {
            setSearch(position, seconds: nil)
        } else if details[position].searchEndsAt == nil {
            setSearch(position, seconds: Self.sourceSearchSeconds)
        }
    }

    /// Sets the dot of a radio and counts it in its region.
    private mutating func setColor(_ position: Int, _ color: SyncColor) {
        let old = site.radios[position].sync.color
        guard color != old else { return }
        site.radios[position].sync.color = color
        touch(position)
        guard site.radios[position].registration != .uninitialized,
            let region = self.position(ofRegion: site.radios[position].sync.settings.region)
        else { return }
        site.regions[region].count(old, by: -1)
        site.regions[region].count(color, by: 1)
        touchRegion(region)
    }

    /// A radio stops to take part in radio traffic. Those that follow it look for another source at once.
    mutating func leaveAir(_ position: Int) {
        site.radios[position].sync.state = .unsynchronized
        site.radios[position].sync.carrier = nil
        site.radios[position].sync.slot = nil
        site.radios[position].sync.driftNanoseconds = 0
        if site.radios[position].sync.isActiveMaster {
            setResynchronizing(site.radios[position].sync.settings.region, false)
        }
        setColor(position, .red)
        for follower in details[position].followers { repair(index: follower) }
        relink(position, includingFollowers: true)
        if site.radios[position].registration != .registered {
            setSource(position, nil, nil)
            site.radios[position].sync.candidates = []
        }
        scheduleCalculation(site.radios[position].sync.settings.region)
    }

    /// A registered radio begins to search, as after its start.
    mutating func startAir(_ position: Int) {
        let region = site.radios[position].sync.settings.region
        if site.radios[position].report.model == .ipbl {
            details[position].pathCost = 0
            site.radios[position].sync.state = .masterOK
            relink(position, includingFollowers: true)
        } else {
            setSearch(position, seconds: Self.sourceSearchSeconds)
        }
        elect(region)
        scheduleCalculation(region)
    }
}

extension SyncRegionStatus {
    mutating func count(_ color: SyncColor, by difference: Int32) {
        let change = UInt32(bitPattern: difference)
        switch color {
        case .green: greenCount &+= change
        case .yellow: yellowCount &+= change
        case .red: redCount &+= change
        case .grey: break
        }
    }
}

extension UInt32 {
    func saturatingSum(_ other: UInt32) -> UInt32 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
