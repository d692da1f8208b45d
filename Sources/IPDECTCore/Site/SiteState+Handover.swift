import NetworkValues

/// Calls that move from radio to radio (manual 4.13.1 to 4.13.3, 4.11.5).
extension SiteState {
    mutating func startHandover(_ id: CallID, to mac: MACAddress) throws(SiteRefusal) {
        guard let place = calls.position(of: id) else { throw .unknownCall(id) }
        guard calls[place].handoverTo == nil else { throw .noHandover(id) }
        let target = try registeredPosition(mac)
        guard site.radios[target].index != calls[place].radioIndex else {
            throw .outOfRange(expected: "another radio than the call's own", got: site.radios[target].name)
        }
        try checkRoom(target, isEncrypted: calls[place].isEncrypted)
        if let source = position(ofIndex: calls[place].radioIndex), !areInStep(source, target) {
            throw .outOfRange(
                expected: "a region synchronized to region \(site.radios[source].sync.settings.region)",
                got: "region \(site.radios[target].sync.settings.region)")
        }
        calls[place].handoverTo = site.radios[target].index
        touchCall(place)
        details[target].inbound.append(id)
        if calls[place].isEncrypted { countEncrypted(+1, at: target) }
    }

    mutating func completeHandover(_ id: CallID) throws(SiteRefusal) {
        guard let place = calls.position(of: id) else { throw .unknownCall(id) }
        guard let index = calls[place].handoverTo, let target = position(ofIndex: index) else { throw .noHandover(id) }
        move(place, to: target)
    }

    mutating func cancelHandover(_ id: CallID) throws(SiteRefusal) {
        guard let place = calls.position(of: id) else { throw .unknownCall(id) }
        guard calls[place].handoverTo != nil else { throw .noHandover(id) }
        cancel(place)
    }

    /// The radio handles no traffic any more. Calls on their way to it stay where they are. Its own calls go on at a
    /// neighbour that the radio hears and that has room, if `tryingHandover` allows it, and break off otherwise.
    mutating func releaseCalls(of position: Int, tryingHandover: Bool) {
        for id in details[position].inbound {
            if let place = calls.position(of: id) { cancel(place) }
        }
        for id in details[position].calls {
            guard let place = calls.position(of: id) else { continue }
            if tryingHandover, let target = refuge(for: calls[place], at: position) {
                move(place, to: target)
            } else {
                end(place, .abnormal)
            }
        }
    }

    // MARK: Steps

    /// Where a call can go: to where it is going already, or to the strongest neighbour with room.
    private func refuge(for call: Call, at position: Int) -> Int? {
        if let index = call.handoverTo, let target = self.position(ofIndex: index), carriesTraffic(target) {
            return target
        }
        for candidate in site.radios[position].sync.candidates {
            guard let target = self.position(of: candidate.rfpi), target != position, areInStep(position, target),
                hasRoom(target, isEncrypted: call.isEncrypted)
            else { continue }
            return target
        }
        return nil
    }

    private func hasRoom(_ position: Int, isEncrypted: Bool) -> Bool {
        do {
            try checkRoom(position, isEncrypted: isEncrypted)
            return true
        } catch {
            return false
        }
    }

    private func areInStep(_ left: Int, _ right: Int) -> Bool {
        shareTiming(site.radios[left].sync.settings.region, site.radios[right].sync.settings.region)
    }

    /// A call is at its new radio.
    private mutating func move(_ place: Int, to target: Int) {
        let call = calls[place]
        let index = site.radios[target].index
        if let reserved = call.handoverTo, let position = position(ofIndex: reserved) {
            details[position].inbound.removeAll { $0 == call.id }
            if call.isEncrypted { countEncrypted(-1, at: position) }
        }
        if let source = position(ofIndex: call.radioIndex) {
            details[source].calls.removeAll { $0 == call.id }
            if call.isEncrypted { site.radios[source].encryptedCallCount -= 1 }
            site.radios[source].callCount -= 1
            touch(source)
        }
        details[target].calls.append(call.id)
        if call.isEncrypted { site.radios[target].encryptedCallCount += 1 }
        site.radios[target].callCount += 1
        site.radios[target].traffic.handovers += 1
        site.traffic.handovers += 1
        touch(target)
        calls[place].radioIndex = index
        calls[place].handoverTo = nil
        touchCall(place)
        log(.dectMaster, target, "call \(call.id.rawValue) of \(call.user) moved to \(site.radios[target].name)")
    }

    /// A call stays where it is.
    private mutating func cancel(_ place: Int) {
        guard let index = calls[place].handoverTo else { return }
        let id = calls[place].id
        let isEncrypted = calls[place].isEncrypted
        calls[place].handoverTo = nil
        touchCall(place)
        site.traffic.handoversCancelled += 1
        guard let target = position(ofIndex: index) else { return }
        details[target].inbound.removeAll { $0 == id }
        if isEncrypted { site.radios[target].encryptedCallCount -= 1 }
        site.radios[target].traffic.handoversCancelled += 1
        touch(target)
    }
}
