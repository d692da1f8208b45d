import Faults
import NetworkValues

/// Finding radios and regions, and saying that they changed.
extension SiteState {
    /// Where the radio is in `site.radios`.
    func position(_ mac: MACAddress) throws(SiteRefusal) -> Int {
        guard let index = indexByMAC[mac], let position = position(ofIndex: index) else {
            throw .unknownRadio(mac)
        }
        return position
    }

    /// Where a radio is that has to be registered.
    func registeredPosition(_ mac: MACAddress) throws(SiteRefusal) -> Int {
        let position = try position(mac)
        let registration = site.radios[position].registration
        guard registration == .registered else { throw .wrongRegistration(mac, registration) }
        try requireManaged(position)
        return position
    }

    /// Where the radio with this index is; `nil` when it was deleted.
    func position(ofIndex index: UInt32) -> Int? {
        // As long as no radio was deleted, index and position go together.
        let guess = Int(index) - 1
        if guess >= 0, guess < indexes.count, indexes[guess] == index { return guess }
        return indexes.sortedPosition(of: index)
    }

    /// Where the radio with this RFPI is; `nil` when it is none of this system.
    func position(of rfpi: RFPI) -> Int? {
        guard let systemID = site.configuration?.systemID, let place = systemID.position(of: rfpi) else { return nil }
        let owner = pool.owner(at: place)
        return owner == 0 ? nil : position(ofIndex: owner)
    }

    /// Says that a radio changed.
    mutating func touch(_ position: Int) {
        site.radios[position].revision += 1
        site.revision += 1
    }

    /// Says that a radio was heard. That alone is no change of it.
    mutating func hear(_ position: Int) {
        site.radios[position].lastSeen = now
    }

    // MARK: Regions

    /// Where a region is in `site.regions`; `nil` when it is not in use.
    func position(ofRegion region: UInt8) -> Int? {
        // Regions are few, and often number from 0 without a gap.
        let guess = Int(region)
        if guess < site.regions.count, site.regions[guess].region == region { return guess }
        let place = insertionPosition(ofRegion: region)
        return place < site.regions.count && site.regions[place].region == region ? place : nil
    }

    private func insertionPosition(ofRegion region: UInt8) -> Int {
        var low = 0
        var high = site.regions.count
        while low < high {
            let middle = (low + high) / 2
            if site.regions[middle].region < region { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where a region is, which is taken into use if it is not.
    mutating func useRegion(_ region: UInt8) -> Int {
        if let position = position(ofRegion: region) { return position }
        let position = insertionPosition(ofRegion: region)
        site.regions.insert(SyncRegionStatus(region: region), at: position)
        regionDetails.insert(RegionDetails(), at: position)
        site.revision += 1
        return position
    }

    /// Drops a region that has no radio and no settings.
    mutating func dropRegionIfUnused(_ region: UInt8) {
        guard let position = position(ofRegion: region), regionDetails[position].members.isEmpty,
            site.regions[position].name.isEmpty, site.regions[position].referenceRegion == nil
        else { return }
        site.regions.remove(at: position)
        regionDetails.remove(at: position)
        site.revision += 1
    }

    /// Says that a region changed.
    mutating func touchRegion(_ position: Int) {
        site.regions[position].revision += 1
        site.revision += 1
    }

    // MARK: Effects

    /// Something worth a line in the log; the line names the radio, also when the text does not.
    mutating func log(_ topic: SiteTopic, _ position: Int, _ text: String) {
        let radio = site.radios[position]
        let line = text.contains(radio.name) ? text : "\(radio.name): \(text)"
        effects.append(.log(topic, on: radio.deviceID, text: line))
    }
}

extension Radio {
    var deviceID: DeviceID { DeviceID(rawValue: mac.rawValue) }

    /// Whether it is synchronized and takes part in radio traffic.
    var isOnAir: Bool { sync.color == .green || sync.color == .yellow }

    /// Whether it may be followed by radios of its region.
    var isUsableSource: Bool { registration == .registered && sync.settings.mode != .restrictedSlave }
}

extension Array where Element: Comparable {
    /// Where `element` is in a sorted array; `nil` when it is not in it.
    func sortedPosition(of element: Element) -> Int? {
        let position = sortedInsertionPosition(for: element)
        return position < count && self[position] == element ? position : nil
    }

    /// Where `element` is to be inserted so that a sorted array stays sorted.
    func sortedInsertionPosition(for element: Element) -> Int {
        if let last, last < element { return count }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
