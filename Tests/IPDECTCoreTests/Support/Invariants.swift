import Faults
import IPDECTCore
import NetworkValues

/// What is true of a system whatever happens to it. Each check returns a sentence for what is not.
struct Invariants {
    private var previous: SiteSnapshot?
    private var standing: Set<AlarmKey> = []

    /// Looks at the state behind an input, and at what followed from it.
    mutating func violations(_ snapshot: SiteSnapshot, _ effects: [SiteEffect]) -> [String] {
        var found = Self.lists(snapshot) + Self.identities(snapshot) + Self.calls(snapshot) + Self.trees(snapshot)
        found += Self.regions(snapshot) + alarms(effects)
        if let previous { found += Self.revisions(from: previous, to: snapshot) }
        previous = snapshot
        return found
    }

    private static func lists(_ snapshot: SiteSnapshot) -> [String] {
        var found: [String] = []
        func check(_ condition: Bool, _ text: String) { if !condition { found.append(text) } }
        let radios = snapshot.radios
        check(zip(radios, radios.dropFirst()).allSatisfy { $0.index < $1.index }, "radios out of order")
        check(Set(radios.map(\.mac)).count == radios.count, "a MAC address twice")
        check(Set(radios.map(\.name)).count == radios.count, "a name twice")
        check(zip(snapshot.calls, snapshot.calls.dropFirst()).allSatisfy { $0.id < $1.id }, "calls out of order")
        check(
            zip(snapshot.regions, snapshot.regions.dropFirst()).allSatisfy { $0.region < $1.region },
            "regions out of order")
        let parts = snapshot.wiredParts
        check(
            zip(parts, parts.dropFirst()).allSatisfy {
                ($0.gatewayIndex, $0.part.port) < ($1.gatewayIndex, $1.part.port)
            },
            "wired parts out of order")
        let masters = snapshot.masters.map { ($0.role.rawValue, $0.mac) }
        check(zip(masters, masters.dropFirst()).allSatisfy { $0 < $1 }, "masters out of order")
        for role in MasterRole.allCases {
            let mirrors = snapshot.masters.filter { $0.role == role && $0.mode == .mirror }
            let active = mirrors.filter(\.isActive)
            check(active.count == (mirrors.contains(where: \.isReachable) ? 1 : 0), "not one mirror serves")
            check(snapshot.masters.allSatisfy { !$0.isActive || $0.isReachable }, "an unreachable master serves")
        }
        return found
    }

    private static func identities(_ snapshot: SiteSnapshot) -> [String] {
        var found: [String] = []
        var taken: Set<UInt64> = []
        for radio in snapshot.radios {
            guard let rfpi = radio.rfpi else {
                if radio.registration != .uninitialized { found.append("\(radio.name) has no RFPI") }
                continue
            }
            if radio.registration == .uninitialized { found.append("\(radio.name) has an RFPI") }
            let count: UInt64 = radio.report.model == .ipbl ? 16 : 1
            for identity in rfpi.identity..<rfpi.identity + count where !taken.insert(identity).inserted {
                found.append("the RFPI of \(radio.name) is taken")
            }
            if let configuration = snapshot.configuration, configuration.systemID.position(of: rfpi) == nil {
                found.append("the RFPI of \(radio.name) is not of the system ID")
            }
        }
        return found
    }

    private static func calls(_ snapshot: SiteSnapshot) -> [String] {
        var found: [String] = []
        var counts: [UInt32: UInt32] = [:]
        var loads: [UInt32: UInt32] = [:]
        var encrypted: [UInt32: UInt32] = [:]
        for call in snapshot.calls {
            counts[call.radioIndex, default: 0] += 1
            for index in [call.radioIndex, call.handoverTo].compactMap({ $0 }) {
                loads[index, default: 0] += 1
                if call.isEncrypted { encrypted[index, default: 0] += 1 }
            }
        }
        for radio in snapshot.radios {
            let load = loads.removeValue(forKey: radio.index) ?? 0
            if radio.callCount != counts[radio.index] ?? 0 { found.append("\(radio.name) counts its calls wrongly") }
            if load > radio.callLimit { found.append("\(radio.name) has \(load) calls") }
            if encrypted[radio.index] ?? 0 > radio.report.model.encryptedCallLimit {
                found.append("\(radio.name) has \(encrypted[radio.index] ?? 0) encrypted calls")
            }
            if load > 0, radio.registration != .registered || radio.sync.color == .red || radio.sync.state == .searching
            {
                found.append("\(radio.name) has calls and carries no traffic")
            }
        }
        if !loads.isEmpty { found.append("calls at radios that do not exist") }
        return found
    }

    private static func trees(_ snapshot: SiteSnapshot) -> [String] {
        var found: [String] = []
        let radios = Dictionary(uniqueKeysWithValues: snapshot.radios.map { ($0.index, $0) })
        for radio in snapshot.radios {
            let sync = radio.sync
            let isRoot = sync.isActiveMaster || radio.report.model == .ipbl
            let isOnAir = sync.color != .red
            func check(_ condition: Bool, _ text: String) { if !condition { found.append("\(radio.name) \(text)") } }
            check(radio.registration == .registered || sync.state == .unsynchronized, "is lost and synchronized")
            check(sync.state != .unsynchronized || !isOnAir, "is unsynchronized and not red")
            check(sync.state == .unsynchronized || sync.state == .searching || isOnAir, "is synchronized and red")
            check(sync.state != .searching || sync.isActiveMaster, "searches and is not active")
            check(sync.state != .masterOK || isRoot, "is Master OK and follows")
            check(!isRoot || sync.parentIndex == nil, "is a root with a parent")
            check(!isRoot || sync.depth == (isOnAir ? 0 : nil), "is a root at depth \(String(describing: sync.depth))")
            check(sync.candidates.count <= 16, "has too many candidates")
            check(sync.carrier == nil || sync.parentIndex != nil, "has a bearer and follows nobody")
            guard let index = sync.parentIndex else {
                if !isRoot { check(sync.depth == nil, "has a depth and no parent") }
                continue
            }
            guard let parent = radios[index] else {
                check(false, "follows nobody")
                continue
            }
            check(isOnAir, "follows and is red")
            check(
                parent.registration == .registered && parent.sync.color != .red, "follows one that is not synchronized")
            check(parent.sync.settings.mode != .restrictedSlave, "follows a restricted slave")
            check(parent.sync.settings.region == sync.settings.region, "follows into another region")
            check(sync.depth == parent.sync.depth.map { $0 + 1 }, "is at a wrong depth")
            var above: Radio? = parent
            var steps = 0
            while let here = above, steps <= snapshot.radios.count {
                above = here.sync.parentIndex.flatMap { radios[$0] }
                steps += 1
            }
            check(steps <= snapshot.radios.count, "is in a ring")
        }
        return found
    }

    private static func regions(_ snapshot: SiteSnapshot) -> [String] {
        var found: [String] = []
        let hasPARIMaster =
            !snapshot.masters.contains { $0.role == .pariMaster }
            || snapshot.masters.contains { $0.role == .pariMaster && $0.isActive }
        for region in snapshot.regions {
            func check(_ condition: Bool, _ text: String) {
                if !condition { found.append("region \(region.region) \(text)") }
            }
            let members = snapshot.radios.filter {
                $0.sync.settings.region == region.region && $0.registration != .uninitialized
            }
            check(region.radioCount == UInt32(members.count), "counts its radios wrongly")
            let counts: [(UInt32, SyncColor)] = [
                (region.greenCount, .green), (region.yellowCount, .yellow), (region.redCount, .red),
            ]
            for (count, color) in counts {
                check(Int(count) == members.count { $0.sync.color == color }, "counts \(color) wrongly")
            }
            let active = members.filter(\.sync.isActiveMaster).map(\.index)
            check(active == (region.activeMasterIndex.map { [$0] } ?? []), "has active masters \(active)")
            let candidates = members.filter { $0.registration == .registered && $0.sync.settings.mode == .master }
            if hasPARIMaster {
                check(active.isEmpty == candidates.isEmpty, "has no active master")
                check(active.allSatisfy { index in candidates.contains { $0.index == index } }, "has a lost master")
            }
            var chain = region.referenceRegion
            var steps = 0
            while let here = chain, steps <= 250 {
                chain = snapshot.regions.first { $0.region == here }?.referenceRegion
                steps += 1
            }
            check(steps <= 250, "refers in a ring")
        }
        let used = Set(snapshot.radios.filter { $0.registration != .uninitialized }.map(\.sync.settings.region))
        if !used.isSubset(of: snapshot.regions.map(\.region)) { found.append("a region is missing") }
        return found
    }

    private mutating func alarms(_ effects: [SiteEffect]) -> [String] {
        var found: [String] = []
        for effect in effects {
            switch effect {
            case .raise(let code, let subject, let source, _):
                standing.insert(AlarmKey(device: subject.device, source: source, code: code))
            case .clear(let key):
                if standing.remove(key) == nil { found.append("\(key.code) is cleared and was not raised") }
            case .objectRestarted(let device):
                standing = standing.filter { $0.device != device }
            default:
                break
            }
        }
        return found
    }

    /// What changed has a higher revision.
    private static func revisions(from old: SiteSnapshot, to new: SiteSnapshot) -> [String] {
        var found: [String] = []
        let oldRadios = Dictionary(uniqueKeysWithValues: old.radios.map { ($0.index, $0) })
        for radio in new.radios {
            guard var before = oldRadios[radio.index] else { continue }
            before.lastSeen = radio.lastSeen
            if before.revision == radio.revision, before != radio { found.append("\(radio.name) changed secretly") }
            if before.revision > radio.revision { found.append("the revision of \(radio.name) fell") }
        }
        let oldRegions = Dictionary(uniqueKeysWithValues: old.regions.map { ($0.region, $0) })
        for region in new.regions {
            if let before = oldRegions[region.region], before.revision == region.revision, before != region {
                found.append("region \(region.region) changed secretly")
            }
        }
        let oldCalls = Dictionary(uniqueKeysWithValues: old.calls.map { ($0.id, $0) })
        for call in new.calls {
            if let before = oldCalls[call.id], before.revision == call.revision, before.startedAt == call.startedAt,
                before != call
            {
                found.append("call \(call.id.rawValue) changed secretly")
            }
        }
        if old.revision == new.revision {
            var before = old
            before.time = new.time
            before.radios = new.radios
            if before != new { found.append("the site changed secretly") }
        }
        return found
    }
}
