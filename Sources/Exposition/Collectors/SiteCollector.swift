import IPDECTCore
import NetworkValues
import Snapshot

/// The system as a whole: identity, masters, users.
struct SiteCollector: Collector {
    static let info = MetricFamily(
        "ipdect_site", .info, "The system's identity; simulated=\"true\" marks a site that is not real.")
    static let users = MetricFamily("ipdect_users", .gauge, "Users that the system knows.")
    static let registered = MetricFamily("ipdect_users_registered", .gauge, "Users registered now.")
    static let radios = MetricFamily("ipdect_radios", .gauge, "Radios by registration.")
    static let master = MetricFamily("ipdect_master_active", .gauge, "Whether a device serves in a master role now.")
    static let reachable = MetricFamily("ipdect_master_reachable", .gauge, "Whether a master can be reached.")
    static let refused = MetricFamily(
        "ipdect_site_inputs_refused", .counter, "Inputs that did not fit the site's state.")

    var families: [MetricFamily] {
        [Self.info, Self.users, Self.registered, Self.radios, Self.master, Self.reachable, Self.refused]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let site = snapshot.site
        writer.begin(Self.info)
        if let configuration = site.configuration {
            let labels = MetricLabels.one(
                ("name", configuration.name), ("system_id", "\(configuration.systemID)"),
                ("simulated", configuration.isSimulated ? "true" : "false"))
            writer.sample(labels, UInt64(1))
        }
        writer.single(Self.users, UInt64(site.totalUsers))
        writer.single(Self.registered, UInt64(site.registeredUsers))

        writer.begin(Self.radios)
        var counts = [UInt64](repeating: 0, count: RadioRegistration.allCases.count + 1)
        for radio in site.radios { counts[Int(radio.registration.rawValue)] += 1 }
        for registration in RadioRegistration.allCases {
            let label = MetricLabels.one(("registration", registration.metricLabel))
            writer.sample(label, counts[Int(registration.rawValue)])
        }

        var labels = MetricLabels(capacity: site.masters.count)
        for master in site.masters {
            labels.add([("mac", "\(master.mac)"), ("role", master.role.metricLabel)])
        }
        writer.begin(Self.master)
        for (position, master) in site.masters.enumerated() {
            writer.sample(labels[position], UInt64(master.isActive ? 1 : 0))
        }
        writer.begin(Self.reachable)
        for (position, master) in site.masters.enumerated() {
            writer.sample(labels[position], UInt64(master.isReachable ? 1 : 0))
        }
        writer.single(Self.refused, site.refusedInputs)
    }
}

extension RadioRegistration {
    var metricLabel: String {
        switch self {
        case .uninitialized: "uninitialized"
        case .registered: "registered"
        case .staticLost: "static"
        }
    }
}

extension MasterRole {
    var metricLabel: String {
        switch self {
        case .master: "master"
        case .pariMaster: "pari_master"
        case .mobilityMaster: "mobility_master"
        case .cryptoMaster: "crypto_master"
        }
    }
}
