import LinkProtocols
import Logging
import NetworkValues
import Snapshot

/// DHCP on one port, both families: reads what the host's client got, or is the client itself where the settings say so.
/// For the LAN thread only.
final class LeasePort {
    private let surroundings: LinkLayerSurroundings
    private let socket: RouteSocket
    private let name: String
    private let file: DHCPLeaseFile
    private let port: Int
    private var settings: LeaseSettings?
    private var facts: LinkFacts
    private var hasLink = false

    private var reader: DHCPReader?
    private var client: DHCPPort?
    private var client6: DHCP6Port?
    /// The link that carries the device's packets: the port, or a VLAN on it.
    private var carrier: (name: String, index: UInt32)
    private var vlan: UInt16 = 0
    /// The VLAN that an offer named, until the device is there or cannot go there.
    private var wanted: UInt16?
    private var requests: [UInt32: String] = [:]

    /// Makes it without settings; `port` is 0 for LAN1 and 1 for LAN2.
    init(_ facts: LinkFacts, port: Int, socket: RouteSocket, _ surroundings: LinkLayerSurroundings) {
        self.facts = facts
        self.port = port
        self.socket = socket
        self.surroundings = surroundings
        name = "\(DHCPSettings.name)\(port)"
        file = DHCPLeaseFile(folder: surroundings.folder, port: name)
        carrier = (facts.name, facts.index)
    }

    /// What to wait on.
    var descriptors: [Int32] {
        (reader?.descriptor.map { [$0] } ?? []) + (client?.descriptors ?? []) + (client6?.descriptors ?? [])
    }

    /// When `passTime` must be called at the latest.
    var deadline: Timestamp? { [reader?.deadline, client?.deadline, client6?.deadline].compactMap(\.self).min() }

    /// What the lease says of the VLAN.
    var vlanOffer: VLANOffers.Setting? {
        if let wanted { return VLANOffers.Setting(vlan: wanted) }
        return client?.vlanOffer ?? reader?.vlanOffer
    }

    // MARK: Settings and links

    /// Takes settings. Others than before begin anew.
    func apply(_ settings: LeaseSettings, configuredVLAN: UInt16, _ now: Timestamp) {
        let settings = settings.on(facts.name)
        guard settings != self.settings else { return }
        stop(now)
        self.settings = settings
        let interface = DHCPInterface(name: carrier.name, index: carrier.index, hardwareAddress: facts.address)
        let host = surroundings.identity.systemName
        switch settings.v4.mode {
        case .off: break
        case .read:
            reader = DHCPReader(
                name: facts.name, index: facts.index, settings: settings.v4, policy: settings.policy, wallOffset: 0)
            reader?.refresh(now: now)
        case .inform, .client:
            client = DHCPPort(
                interface: interface, settings: settings.v4, policy: settings.policy, hostName: host,
                configuredVLAN: configuredVLAN, savedLease: savedLease, check: HostClientCheck(files: []), wallOffset: 0
            )
        }
        if settings.v6.mode == .inform || settings.v6.mode == .client {
            client6 = DHCP6Port(interface: interface, settings: settings.v6, hostName: host, wallOffset: 0)
        }
        hasLink = false
        take(facts, now)
    }

    private var savedLease: String? {
        do throws(DHCPPortError) {
            return try file.text()
        } catch {
            surroundings.logger.warning("the lease of \(name) cannot be read: \(error)")
            return nil
        }
    }

    /// Takes what the kernel says of the port.
    func take(_ facts: LinkFacts, _ now: Timestamp) {
        self.facts = facts
        if hasLink != facts.isUp {
            hasLink = facts.isUp
            carryOut((hasLink ? client?.linkUp(now: now) : client?.linkDown(now: now)) ?? [], now)
            carryOut((hasLink ? client6?.linkUp(now: now) : client6?.linkDown(now: now)) ?? [], now)
        }
        if settings?.v4.mode == .inform {
            let address = facts.addresses.first { if case .v4 = $0 { !$0.isLinkLocal } else { false } }
            carryOut(client?.addressChanged(to: address, now: now) ?? [], now)
        }
        reader?.refresh(now: now)
    }

    /// Takes where the device's packets go, after a decision on the VLAN.
    func follow(_ outcome: VLANPort.Outcome, _ table: RouteTable, isFixed: Bool, _ now: Timestamp) {
        switch outcome {
        case .pending: break
        case .inForce(let vlan, let link):
            guard let entry = table.link(named: link) else { return }
            let isOther = entry.index != carrier.index || vlan != self.vlan
            guard isOther || wanted != nil else { return }
            carrier = (link, entry.index)
            self.vlan = vlan
            wanted = nil
            carryOut(
                client?.vlanChanged(to: vlan, isFixed: isFixed, interface: interface, now: now) ?? [], now)
            if isOther { carryOut(client6?.vlanChanged(interface: interface, now: now) ?? [], now) }
        case .refused(let reason):
            guard wanted != nil else { return }
            wanted = nil
            carryOut(client?.vlanFailed(reason, staying: vlan, interface: interface, now: now) ?? [], now)
        }
    }

    private var interface: DHCPInterface {
        DHCPInterface(name: carrier.name, index: carrier.index, hardwareAddress: facts.address)
    }

    /// Ends it. A lease stays with its server: the next start asks for the same.
    func stop(_ now: Timestamp) {
        carryOut(client?.stop(isReleasing: false, now: now) ?? [], now)
        carryOut(client6?.stop(isReleasing: false, now: now) ?? [], now)
        (reader, client, client6) = (nil, nil, nil)
        wanted = nil
        settings = nil
    }

    // MARK: Packets and time

    /// Takes what came. Returns whether something changed.
    func receive(_ now: Timestamp) -> Bool {
        var hasChanged = reader?.receive(now: now) ?? false
        let outputs = client?.receive(now: now) ?? []
        let outputs6 = client6?.receive(now: now) ?? []
        hasChanged = hasChanged || !outputs.isEmpty || !outputs6.isEmpty
        carryOut(outputs, now)
        carryOut(outputs6, now)
        return hasChanged
    }

    /// Does what is due. Returns whether something was.
    func passTime(_ now: Timestamp) -> Bool {
        guard let deadline, deadline <= now else { return false }
        if let due = reader?.deadline, due <= now { reader?.refresh(now: now) }
        carryOut(client?.handleTimer(now: now) ?? [], now)
        carryOut(client6?.handleTimer(now: now) ?? [], now)
        return true
    }

    /// Takes the kernel's answers to what a lease wanted.
    func take(_ sequence: UInt32, _ answer: RouteAnswer) {
        guard let what = requests.removeValue(forKey: sequence) else { return }
        switch answer {
        case .done: break
        case .refused(let refusal) where refusal.isAlreadySo: break
        case .refused(let refusal): surroundings.log(4, name, "\(what) was refused by the kernel: \(refusal)")
        case .noAnswer: surroundings.log(4, name, "\(what) was not answered by the kernel")
        }
    }

    // MARK: What is wanted

    private func carryOut(_ outputs: [DHCPOutput], _ now: Timestamp) {
        for output in outputs {
            switch output {
            case .configure(let wanted, let lease, let isProvisional):
                set(wanted, now)
                let suffix = isProvisional ? ", which no server has confirmed yet" : ""
                surroundings.log(6, name, "\(carrier.name) has the lease of \(lease.address)\(suffix)")
            case .unconfigure(let former): remove(former, now)
            case .options(let lease): surroundings.log(6, name, "options came for \(lease.address)")
            case .setVLAN(let vlan): wanted = vlan
            case .save(let text): save(text)
            case .note(let text): surroundings.log(5, name, text)
            }
        }
    }

    private func carryOut(_ outputs: [DHCP6Output], _ now: Timestamp) {
        for output in outputs {
            switch output {
            case .configure(let wanted, _):
                set(wanted, now)
                let addresses = wanted.addresses.map { "\($0.address)" }.joined(separator: ", ")
                surroundings.log(6, "\(DHCP6Settings.name)\(port)", "\(carrier.name) has the lease of \(addresses)")
            case .unconfigure(let former): remove(former, now)
            case .options: surroundings.log(6, "\(DHCP6Settings.name)\(port)", "options came")
            case .note(let text): surroundings.log(5, "\(DHCP6Settings.name)\(port)", text)
            }
        }
    }

    private func set(_ wanted: LeaseConfiguration, _ now: Timestamp) {
        for request in wanted.requests(on: carrier.index, now: now) { send(request, "an address or route", now) }
    }

    private func remove(_ former: LeaseConfiguration, _ now: Timestamp) {
        for request in former.removals(on: carrier.index) { send(request, "the end of an address or route", now) }
    }

    private func send(_ request: RouteRequest, _ what: String, _ now: Timestamp) {
        // What the kernel never answered is not kept for ever: the socket answers for it after some seconds.
        requests[socket.send(request, now: now)] = what
    }

    private func save(_ text: String?) {
        do throws(DHCPPortError) {
            try file.keep(text)
        } catch {
            surroundings.logger.error("the lease of \(name) cannot be kept: \(error)")
        }
    }

    /// What is published of it.
    var status: [DHCPStatus] { [reader?.status ?? client?.status, client6?.status].compactMap(\.self) }
}
