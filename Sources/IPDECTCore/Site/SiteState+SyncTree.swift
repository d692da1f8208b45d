import Faults
import NetworkValues

/// What the PARI Master decides: the active sync master of a region, and its tree (manual 4.6.36, 4.12.1).
extension SiteState {
    // MARK: The active master

    /// Chooses the active sync master of a region when it needs one.
    ///
    /// The present one stays as long as it is on the air or searches. After it, one that is on the air is preferred to one
    /// that is not, then the one highest up in the tree, then the one with the lowest index. When a region has gateways, only
    /// they can be masters.
    mutating func elect(_ region: UInt8) {
        guard serves(.pariMaster), let place = position(ofRegion: region) else { return }
        let current = site.regions[place].activeMasterIndex
        let isForGateways = hasRegisteredGateway(place)
        if let current, let position = position(ofIndex: current), isMasterCandidate(position, isForGateways),
            site.radios[position].isOnAir || site.radios[position].sync.state == .searching
        {
            return
        }
        var best: (position: Int, rank: (Int, Int, Int))?
        for index in regionDetails[place].members {
            guard let position = position(ofIndex: index), isMasterCandidate(position, isForGateways) else {
                continue
            }
            let sync = site.radios[position].sync
            let rank = (sync.color == .red ? 1 : 0, Int(sync.depth ?? .max), index == current ? 0 : 1)
            if let best, best.rank <= rank { continue }
            best = (position, rank)
        }
        if let current, let position = position(ofIndex: current), best?.position != position { retire(position) }
        if let best { promote(best.position) }
    }

    /// Takes the active part from a radio. It becomes a follower, or stays silent.
    mutating func retire(_ position: Int) {
        let radio = site.radios[position]
        if let place = self.position(ofRegion: radio.sync.settings.region),
            site.regions[place].activeMasterIndex == radio.index
        {
            site.regions[place].activeMasterIndex = nil
            regionDetails[place].isResynchronizing = false
            touchRegion(place)
        }
        clearReferenceAlarms(position)
        site.radios[position].sync.isActiveMaster = false
        touch(position)
        guard radio.report.model != .ipbl, radio.registration == .registered else { return }
        if radio.isOnAir {
            site.radios[position].sync.state = radio.sync.settings.mode == .master ? .standbyOK : .slaveOK
            details[position].searchEndsAt = nil
        } else {
            site.radios[position].sync.state = .unsynchronized
            setSearch(position, seconds: Self.sourceSearchSeconds)
        }
        repair(position)
        relink(position, includingFollowers: true)
    }

    /// Makes a radio the active sync master. One that is on the air has the region's timing and takes up its state at
    /// once; another one searches the region for 30 seconds first.
    private mutating func promote(_ position: Int) {
        let radio = site.radios[position]
        let place = useRegion(radio.sync.settings.region)
        setSource(position, nil, nil)
        details[position].pathCost = 0
        site.radios[position].sync.isActiveMaster = true
        if radio.report.model == .ipbl {
            details[position].searchEndsAt = nil
        } else if radio.isOnAir {
            site.radios[position].sync.state = .masterOK
            setSearch(position, seconds: nil)
        } else {
            site.radios[position].sync.state = .searching
            setSearch(position, seconds: Self.masterSearchSeconds)
        }
        if site.regions[place].activeMasterIndex != radio.index {
            site.regions[place].activeMasterIndex = radio.index
            touchRegion(place)
            log(.dectRadio, position, "\(radio.name) is the active sync master of region \(radio.sync.settings.region)")
        }
        evaluateReference(place)
        relink(position, includingFollowers: true)
        if radio.isOnAir { repairMembers(of: place) }
        touch(position)
        scheduleCalculation(radio.sync.settings.region)
    }

    /// Radios of a region that are on the air and lost their source look for another at once: there is a master again.
    private mutating func repairMembers(of place: Int) {
        for index in regionDetails[place].members {
            guard let position = position(ofIndex: index), site.radios[position].isOnAir, !isRoot(position),
                !hasSourceOnAir(position)
            else { continue }
            repair(position)
        }
    }

    private func isMasterCandidate(_ position: Int, _ isForGateways: Bool) -> Bool {
        let radio = site.radios[position]
        guard radio.registration == .registered else { return false }
        return isForGateways ? radio.report.model == .ipbl : radio.sync.settings.mode == .master
    }

    private func hasRegisteredGateway(_ place: Int) -> Bool {
        guard regionDetails[place].gatewayCount > 0 else { return false }
        return regionDetails[place].members.contains { index in
            position(ofIndex: index).map {
                site.radios[$0].report.model == .ipbl && site.radios[$0].registration == .registered
            } ?? false
        }
    }

    // MARK: Searches

    /// The search of a radio is over.
    mutating func endSearch(_ position: Int) {
        details[position].searchEndsAt = nil
        let radio = site.radios[position]
        guard radio.registration == .registered else { return }
        if radio.sync.state == .searching {
            endMasterSearch(position)
        } else if radio.isOnAir {
            drop(position, .sourceNotFound)
        } else {
            countLoss(position, .sourceNotFound)
            touch(position)
        }
    }

    /// An active master found its region, or nobody within 30 seconds: it takes up its state.
    mutating func endMasterSearch(_ position: Int) {
        let radio = site.radios[position]
        setSearch(position, seconds: nil)
        site.radios[position].sync.state = .masterOK
        clear(.rfpUnsynchronized, position, SiteSource.radio)
        endResynchronization(of: radio.sync.settings.region)
        relink(position, includingFollowers: true)
        touch(position)
        log(.dectRadio, position, "\(radio.name) took up the state of sync master")
        scheduleCalculation(radio.sync.settings.region)
    }

    // MARK: The tree

    /// Computes the tree of a region and tells each radio whom to follow, if that is somebody new.
    mutating func calculate(_ region: UInt8) {
        guard let place = position(ofRegion: region) else { return }
        regionDetails[place].calculationAt = nil
        guard serves(.pariMaster) else { return }
        elect(region)
        let positions = regionDetails[place].members.compactMap { position(ofIndex: $0) }
            .filter { site.radios[$0].registration == .registered }
        let masters = positions.indices.filter { isRoot(positions[$0]) }.map { Int32($0) }
        let (steps, order) = SyncTreePlanner.plan(count: positions.count, masters: masters, links: links(positions))
        for (number, step) in steps.enumerated() {
            let position = positions[number]
            details[position].pathCost = step.cost
            if step.source >= 0 {
                instruct(position, toFollow: positions[Int(step.source)])
            } else if !isRoot(position), !hasValidSource(position) {
                setSource(position, nil, nil)
            }
        }
        for number in order { relink(positions[Int(number)]) }
        for (number, step) in steps.enumerated() where step.cost == .max { relink(positions[number]) }
        site.regions[place].calculations += 1
        touchRegion(place)
    }

    /// The links between the radios at `positions`, numbered by their order there.
    private func links(_ positions: [Int]) -> [SyncTreePlanner.Link] {
        var numbers = [Int32](repeating: -1, count: site.radios.count)
        for (number, position) in positions.enumerated() { numbers[position] = Int32(number) }
        var links: [SyncTreePlanner.Link] = []
        links.reserveCapacity(positions.count * 8)
        for (number, position) in positions.enumerated() where !isRoot(position) {
            let current = details[position].source.flatMap { self.position(ofIndex: $0) }
            var isCurrentHeard = false
            forEachUsableSource(of: position) { source, quality, surcharge in
                guard numbers[source] >= 0 else { return }
                if source == current { isCurrentHeard = true }
                links.append(
                    SyncTreePlanner.Link(
                        source: numbers[source], follower: Int32(number),
                        cost: quality.cost(isCurrent: source == current) + surcharge,
                        preference: source == current ? .max : Int32(quality.rssi)))
            }
            // A source that is not in the list is followed on as it was heard last.
            if !isCurrentHeard, let current, numbers[current] >= 0, hasValidSource(position), isAllowedSource(position),
                let quality = details[position].sourceQuality
            {
                let surcharge = site.radios[current].isOnAir ? 0 : SyncQuality.unsynchronizedCost
                links.append(
                    SyncTreePlanner.Link(
                        source: numbers[current], follower: Int32(number),
                        cost: quality.cost(isCurrent: true) + surcharge, preference: .max))
            }
        }
        return links
    }

    private mutating func instruct(_ position: Int, toFollow source: Int) {
        let index = site.radios[source].index
        guard details[position].source != index else { return }
        let heard = site.radios[position].sync.candidates.first { self.position(of: $0.rfpi) == source }
        setSource(position, index, heard.map { SyncQuality($0) })
    }

    private func hasValidSource(_ position: Int) -> Bool {
        guard let index = details[position].source, let source = self.position(ofIndex: index) else { return false }
        return site.radios[source].isUsableSource
            && site.radios[source].sync.settings.region == site.radios[position].sync.settings.region
    }
}
