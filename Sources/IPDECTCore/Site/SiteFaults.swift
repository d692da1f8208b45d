import Faults

/// The software modules that the core's own faults name as their source.
enum SiteSource {
    static let master = "DECT MASTER"
    static let mobilityMaster = "MOBILITY MASTER"
    static let cryptoMaster = "CRYPTO MASTER"
    static let radio = "RFPINIT"
    static let speech = "DECT"
    static let gatewaySpeech = "CLU"
    static let ring = "SYNC RING"
    static let gatewaySync = "SYNC"
    static let environment = "TAM"
    static let command = "CMD"

    /// A port of a gateway: faults of its wired parts are told apart by it.
    static func wiredPart(_ port: UInt8) -> String { "RFP\(port)" }

    /// The connection of a master to one of its peers.
    static func connection(of source: String, to peer: String) -> String { "\(source)/\(peer)" }
}
