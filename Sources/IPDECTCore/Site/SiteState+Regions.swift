import Faults
import NetworkValues

/// Sync regions: their radios, and their reference to another region (manual 4.6.36, 4.12.1).
extension SiteState {
    mutating func configureRegion(_ region: UInt8, name: String, reference: UInt8?) throws(SiteRefusal) {
        guard region <= 249 else { throw .outOfRange(expected: "a region of 0 to 249", got: "\(region)") }
        guard name.utf8.count <= 64 else {
            throw .outOfRange(expected: "a name of at most 64 octets", got: "\(name.utf8.count)")
        }
        if let reference {
            guard reference <= 249 else { throw .outOfRange(expected: "a region of 0 to 249", got: "\(reference)") }
            guard !referenceChain(from: reference).contains(region) else {
                throw .referenceRing(region, from: reference)
            }
        }
        let place = useRegion(region)
        if site.regions[place].referenceRegion != reference {
            site.regions[place].referenceRegion = reference
            site.regions[place].hasReferenceSync = false
            regionDetails[place].isReferenceLost = false
            regionDetails[place].hasResynchronizationFailed = false
            evaluateReference(place)
        }
        site.regions[place].name = name
        touchRegion(place)
        if let master = site.regions[place].activeMasterIndex, let position = position(ofIndex: master) {
            log(.configChanges, position, "region \(region) was configured")
        }
        dropRegionIfUnused(region)
    }

    mutating func hearReference(_ region: UInt8, isHeard: Bool) throws(SiteRefusal) {
        let place = try referencedPosition(region)
        guard site.regions[place].hasReferenceSync != isHeard || regionDetails[place].isResynchronizing else { return }
        site.regions[place].hasReferenceSync = isHeard
        regionDetails[place].isReferenceLost = !isHeard
        if isHeard { regionDetails[place].hasResynchronizationFailed = false }
        evaluateReference(place)
        touchRegion(place)
        if isHeard, regionDetails[place].isResynchronizing, let master = site.regions[place].activeMasterIndex,
            let position = position(ofIndex: master)
        {
            endMasterSearch(position)
        }
    }

    /// The region's master searches its reference; all calls of the region are disconnected (manual 4.12.1).
    mutating func resynchronize(_ region: UInt8) throws(SiteRefusal) {
        let place = try referencedPosition(region)
        guard let master = site.regions[place].activeMasterIndex, let position = position(ofIndex: master),
            site.radios[position].sync.state == .masterOK, site.radios[position].report.model != .ipbl
        else {
            throw .outOfRange(expected: "a region with a sync master in its state", got: "region \(region)")
        }
        for index in regionDetails[place].members {
            if let member = self.position(ofIndex: index) { releaseCalls(of: member, tryingHandover: false) }
        }
        regionDetails[place].isResynchronizing = true
        site.radios[position].sync.state = .searching
        setSearch(position, seconds: Self.masterSearchSeconds)
        touch(position)
        log(.configChanges, position, "region \(region) resynchronizes to its reference")
    }

    mutating func clearStatistics(_ region: UInt8) throws(SiteRefusal) {
        guard let place = position(ofRegion: region) else {
            throw .outOfRange(expected: "a region in use", got: "\(region)")
        }
        site.regions[place].calculations = 0
        site.regions[place].configurations = 0
        site.regions[place].syncLost = 0
        site.regions[place].clearedAt = now
        touchRegion(place)
    }

    // MARK: References

    /// Whether the frames of two regions go together, so that a call can move from one to the other.
    func shareTiming(_ left: UInt8, _ right: UInt8) -> Bool {
        left == right || timingRoot(of: left) == timingRoot(of: right)
    }

    /// Follows the references that are heard up to the region that has none.
    private func timingRoot(of region: UInt8) -> UInt8 {
        var here = region
        while let place = position(ofRegion: here), site.regions[place].hasReferenceSync,
            let reference = site.regions[place].referenceRegion
        {
            here = reference
        }
        return here
    }

    /// A region and those that it takes its reference from, one after the other.
    private func referenceChain(from region: UInt8) -> [UInt8] {
        var chain = [region]
        while let last = chain.last, let place = position(ofRegion: last),
            let reference = site.regions[place].referenceRegion
        {
            chain.append(reference)
        }
        return chain
    }

    /// Where a region is that has a reference: another region, or a radio that its master is set to.
    private func referencedPosition(_ region: UInt8) throws(SiteRefusal) -> Int {
        guard let place = position(ofRegion: region) else {
            throw .outOfRange(expected: "a region in use", got: "\(region)")
        }
        let master = site.regions[place].activeMasterIndex.flatMap { position(ofIndex: $0) }
        let hasReferenceRadio = master.map { !site.radios[$0].sync.settings.lockedTo.isEmpty } ?? false
        guard site.regions[place].referenceRegion != nil || hasReferenceRadio else {
            throw .outOfRange(expected: "a region with a reference", got: "\(region)")
        }
        return place
    }

    /// Lets the active master report how it stands with the reference.
    mutating func evaluateReference(_ place: Int) {
        guard let index = site.regions[place].activeMasterIndex, let master = position(ofIndex: index) else { return }
        let region = site.regions[place].region
        set(
            .rfpAlienSyncLost, master, SiteSource.radio, regionDetails[place].isReferenceLost,
            "region \(region) lost the synchronization to its reference")
        set(
            .rfpSyncMasterFailedToResynchronizeToReference, master, SiteSource.radio,
            regionDetails[place].hasResynchronizationFailed,
            "region \(region) could not be resynchronized to its reference")
    }

    /// A radio that is active master no longer does not report about the reference.
    mutating func clearReferenceAlarms(_ position: Int) {
        clear(.rfpAlienSyncLost, position, SiteSource.radio)
        clear(.rfpSyncMasterFailedToResynchronizeToReference, position, SiteSource.radio)
    }

    func isResynchronizing(_ region: UInt8) -> Bool {
        position(ofRegion: region).map { regionDetails[$0].isResynchronizing } ?? false
    }

    mutating func setResynchronizing(_ region: UInt8, _ isResynchronizing: Bool) {
        if let place = position(ofRegion: region) { regionDetails[place].isResynchronizing = isResynchronizing }
    }

    /// The search that an operator started is over; it failed when the reference is not heard.
    mutating func endResynchronization(of region: UInt8) {
        guard let place = position(ofRegion: region), regionDetails[place].isResynchronizing else { return }
        regionDetails[place].isResynchronizing = false
        regionDetails[place].hasResynchronizationFailed = !site.regions[place].hasReferenceSync
        evaluateReference(place)
        touchRegion(place)
    }

    // MARK: Members

    /// Counts a radio that was added in its region.
    mutating func joinRegion(_ position: Int) {
        let radio = site.radios[position]
        let place = useRegion(radio.sync.settings.region)
        let members = regionDetails[place].members
        regionDetails[place].members.insert(radio.index, at: members.sortedInsertionPosition(for: radio.index))
        if radio.report.model == .ipbl { regionDetails[place].gatewayCount += 1 }
        site.regions[place].radioCount += 1
        site.regions[place].count(radio.sync.color, by: 1)
        touchRegion(place)
    }

    /// Takes a radio that is not on the air out of its region.
    mutating func leaveRegion(_ position: Int) {
        if site.radios[position].sync.isActiveMaster { retire(position) }
        setSource(position, nil, nil)
        let radio = site.radios[position]
        for follower in details[position].followers {
            guard let place = self.position(ofIndex: follower) else { continue }
            setSource(place, nil, nil)
            repair(place)
        }
        let region = radio.sync.settings.region
        guard let place = self.position(ofRegion: region),
            let member = regionDetails[place].members.sortedPosition(of: radio.index)
        else { return }
        regionDetails[place].members.remove(at: member)
        if radio.report.model == .ipbl { regionDetails[place].gatewayCount -= 1 }
        site.regions[place].radioCount -= 1
        site.regions[place].count(radio.sync.color, by: -1)
        touchRegion(place)
        elect(region)
        scheduleCalculation(region)
        dropRegionIfUnused(region)
    }
}
