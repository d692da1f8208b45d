import Faults
import NetworkValues

/// The system's identity, and the RFPIs that follow from it (manual 4.6.34, 4.6.35, 4.11.1).
extension SiteState {
    mutating func configureSystem(_ configuration: SystemConfiguration) throws(SiteRefusal) {
        guard configuration.saris.count <= SARI.limit else {
            throw .outOfRange(expected: "at most \(SARI.limit) SARIs", got: "\(configuration.saris.count)")
        }
        let limits = configuration.systemID.radioLimits(pariMaster: configuration.pariMasterModel)
        let gateways = UInt32(regionDetails.reduce(0) { $0 + $1.gatewayCount })
        let baseStations = UInt32(regionDetails.reduce(0) { $0 + $1.members.count }) - gateways
        if baseStations > limits.baseStations { throw .radioLimit(limits.baseStations) }
        if gateways > limits.gateways { throw .radioLimit(limits.gateways) }
        let isOther = site.configuration.map { $0.systemID != configuration.systemID } ?? false
        site.configuration = configuration
        site.revision += 1
        if isOther { renumber(configuration.systemID) }
        evaluateStaticLimit()
    }

    /// The operator moved the RFPI of a lost radio to a registered one (manual 4.11.1). The RFPI of the registered one is
    /// free then, and the lost one is no longer listed. Nobody else is affected.
    mutating func moveRFPI(from source: MACAddress, to destination: MACAddress) throws(SiteRefusal) {
        let from = try position(source)
        let to = try position(destination)
        try requireManaged(from)
        try requireManaged(to)
        let lost = site.radios[from]
        let radio = site.radios[to]
        guard lost.registration == .staticLost else { throw .wrongRegistration(source, lost.registration) }
        guard radio.registration == .registered else { throw .wrongRegistration(destination, radio.registration) }
        let count = radio.report.model.rfpiCount
        guard lost.report.model.rfpiCount == count else {
            throw .outOfRange(
                expected: "two base stations or two gateways",
                got: "\(lost.report.model.namePrefix) and \(radio.report.model.namePrefix)")
        }
        guard let place = details[from].rfpiPosition else { return }
        log(.configChanges, from, "the RFPI of \(lost.name) was moved to \(radio.name)")
        // The pool must not free the position along with the lost radio.
        details[from].rfpiPosition = nil
        remove(from)
        guard let position = position(ofIndex: radio.index) else { return }
        if let released = details[position].rfpiPosition { pool.release(released, count) }
        pool.transfer(place, count, to: radio.index)
        details[position].rfpiPosition = place
        site.radios[position].rfpi = lost.rfpi
        reinitialize(position)
        evaluateStaticLimit()
    }

    mutating func countUsers(registered: UInt32, total: UInt32) throws(SiteRefusal) {
        guard registered <= total else {
            throw .outOfRange(expected: "at most \(total) registered users", got: "\(registered)")
        }
        guard (site.registeredUsers, site.totalUsers) != (registered, total) else { return }
        site.registeredUsers = registered
        site.totalUsers = total
        site.revision += 1
    }

    /// Raises or clears the fault that the list of radios is full: from as many radios on as the model of the PARI Master
    /// holds (manual 6.2, 0x00030208).
    mutating func evaluateStaticLimit() {
        guard let configuration = site.configuration else { return }
        let isReached = details.count >= Int(configuration.pariMasterModel.staticRadioLimit)
        if isReached, staticLimitAlarm == nil {
            let subject = servingSubject(.pariMaster)
            let key = AlarmKey(device: subject.device, source: SiteSource.master, code: .masterLimitStaticRadiosReached)
            staticLimitAlarm = key
            raise(key, on: subject, "\(details.count) radios are in the list, as many as it holds")
        } else if !isReached, let key = staticLimitAlarm {
            staticLimitAlarm = nil
            clear(key)
        }
    }

    /// Gives every radio the RFPI at its old position below another system ID.
    private mutating func renumber(_ systemID: SystemID) {
        for position in site.radios.indices {
            guard let place = details[position].rfpiPosition else { continue }
            site.radios[position].rfpi = systemID.rfpi(at: place)
            if site.radios[position].registration == .registered {
                reinitialize(position)
            } else {
                touch(position)
            }
        }
    }

    /// A registered radio broadcasts another RFPI: its radio part starts anew, and nobody hears the old one any more.
    private mutating func reinitialize(_ position: Int) {
        releaseCalls(of: position, tryingHandover: true)
        leaveAir(position)
        site.radios[position].sync.candidates = []
        startAir(position)
        touch(position)
    }
}
