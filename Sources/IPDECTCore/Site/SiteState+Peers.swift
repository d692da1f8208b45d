import Faults
import NetworkValues

/// What masters report of masters that they are connected to: a connection that is lost is an alarm of each device that
/// had it, under the name of the peer.
///
/// | gone | reported by | fault |
/// |---|---|---|
/// | Master | Mobility Masters | 0x00030303 |
/// | Mobility Master | the other Mobility Masters | 0x00030301, and 0x00030302 as they cannot connect to it |
/// | Mobility Master | Crypto Masters | 0x00030401 |
extension SiteState {
    /// Lets the peers of a master report that it is gone, or back.
    mutating func tellPeers(of mac: MACAddress, _ role: MasterRole, isReachable: Bool) {
        if isReachable {
            clearPeerAlarms(of: mac, role)
            // What it could not report while it was gone, it reports now.
            for peer in site.masters where !peer.isReachable && peer.mac != mac {
                reportLoss(of: peer, by: MasterStatus(unreachedBy: mac, role))
            }
            return
        }
        let peers = site.masters
        guard let lost = peers.first(where: { $0.mac == mac && $0.role == role }) else { return }
        for peer in peers where peer.isReachable && peer.mac != mac { reportLoss(of: lost, by: peer) }
    }

    /// Clears what other masters reported of one.
    mutating func clearPeerAlarms(of mac: MACAddress, _ role: MasterRole) {
        let peerName = name(mac, role: role)
        for peer in site.masters where peer.mac != mac {
            for code in Self.lossCodes(of: role, reportedBy: peer.role) {
                let source = SiteSource.connection(of: peer.role.source, to: peerName)
                clear(AlarmKey(device: subject(peer.mac, role: peer.role).device, source: source, code: code))
            }
        }
    }

    private mutating func reportLoss(of lost: MasterStatus, by peer: MasterStatus) {
        let subject = subject(peer.mac, role: peer.role)
        let lostName = name(lost.mac, role: lost.role)
        for code in Self.lossCodes(of: lost.role, reportedBy: peer.role) {
            let source = SiteSource.connection(of: peer.role.source, to: lostName)
            let key = AlarmKey(device: subject.device, source: source, code: code)
            let verb = code == .mobmOutboundMobmRegistrationDown ? "cannot be established" : "is lost"
            if !isStanding(key) {
                raise(key, on: subject, "the connection to \(lostName) as \(lost.role.title) \(verb)")
            }
        }
    }

    private static func lossCodes(of role: MasterRole, reportedBy peer: MasterRole) -> [FaultCode] {
        switch (role, peer) {
        case (.master, .mobilityMaster): [.mobmMasterRegistrationDown]
        case (.mobilityMaster, .mobilityMaster):
            [.mobmInboundMobmRegistrationDown, .mobmOutboundMobmRegistrationDown]
        case (.mobilityMaster, .cryptoMaster): [.cmInboundMobmRegistrationDown]
        default: []
        }
    }
}

extension MasterStatus {
    /// A device as the one that reports.
    fileprivate init(unreachedBy mac: MACAddress, _ role: MasterRole) {
        self.init(
            mac: mac, role: role, mode: .active, isActive: true, isReachable: true,
            changedAt: Timestamp(milliseconds: 0))
    }
}
