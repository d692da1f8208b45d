// swift-tools-version: 6.3

import PackageDescription

/// Settings of every Swift target.
let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

/// Pure targets also prove their memory safety: no I/O, no clock, no Foundation.
let pure: [SwiftSetting] = common + [.strictMemorySafety()]

/// Bodies of this module stay in it. An actor with an executor of its own (`SNMPManager`) that is inlined elsewhere ends
/// the release compiler of 6.3.1 with "circular reference".
let closed: [SwiftSetting] = common + [.unsafeFlags(["-disable-cmo"], .when(configuration: .release))]

/// C shims: their public headers include only `<stdint.h>` and friends, never a library's own headers.
let shim: [CSetting] = [.define("_GNU_SOURCE"), .unsafeFlags(["-O2", "-Wall", "-Wextra", "-Werror"])]

/// The agent as it is run: names that nobody looks up and 1.4 MB of relocations do not stay in memory. DT_RELR needs
/// glibc 2.36, which Debian 12 has.
let lean: [LinkerSetting] = [
    .unsafeFlags(
        ["-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"],
        .when(platforms: [.linux], configuration: .release))
]

// Products of other packages.
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")

// The floors (ARCHITECTURE.md). A target imports only from floors below its own, or what stands before it on its own.
let floor0: [Target] = [
    .target(name: "CLinux", cSettings: shim),
    .target(name: "COpenSSL", cSettings: shim, linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .target(name: "CNetSNMP", cSettings: shim, linkerSettings: [.linkedLibrary("netsnmp")]),
    .target(name: "CPcap", cSettings: shim, linkerSettings: [.linkedLibrary("pcap")]),
    .target(name: "CZlib", cSettings: shim, linkerSettings: [.linkedLibrary("z")]),
]

let floor1: [Target] = [
    .target(name: "NetworkValues", swiftSettings: pure),
    .target(name: "Faults", dependencies: ["NetworkValues"], swiftSettings: pure),
    .target(name: "IPDECTCore", dependencies: ["Faults", "NetworkValues"], swiftSettings: pure),
    .target(name: "SNMPProtocol", dependencies: ["NetworkValues"], swiftSettings: pure),
    .target(name: "LogProtocols", dependencies: ["NetworkValues"], swiftSettings: pure),
    .target(name: "CaptureFormats", dependencies: ["NetworkValues"], swiftSettings: pure),
    .target(name: "LinkProtocols", dependencies: ["NetworkValues"], swiftSettings: pure),
    .target(
        name: "DeviceProtocols", dependencies: ["NetworkValues", "Faults", "IPDECTCore"], swiftSettings: pure),
]

let floor2: [Target] = [
    .target(name: "Threads", dependencies: ["CLinux"], swiftSettings: common),
    .target(name: "Waking", swiftSettings: common),
    .target(
        name: "Sockets", dependencies: ["NetworkValues", "Threads", "Waking", nioCore, nioPosix], swiftSettings: common),
    .target(name: "Settings", dependencies: ["NetworkValues", logging], swiftSettings: common),
    .target(
        name: "Journal", dependencies: ["NetworkValues", "Faults", "Waking", grdb, grdbSQLite, logging, lifecycle],
        swiftSettings: common),
    .target(
        name: "Snapshot", dependencies: ["NetworkValues", "Faults", "IPDECTCore", "LinkProtocols", "Waking"],
        swiftSettings: common),
    .target(name: "History", dependencies: ["NetworkValues", "Waking", "Settings", logging], swiftSettings: common),
    .target(
        name: "TLSKit",
        dependencies: ["COpenSSL", "NetworkValues", "Faults", "Threads", "Waking", "Settings", nioCore, logging],
        swiftSettings: common),
    .target(
        name: "WebClient",
        dependencies: [
            "COpenSSL", "NetworkValues", "Waking", "Settings", "TLSKit", nioCore, nioPosix, nioHTTP1, logging,
        ], swiftSettings: common),
]

let floor3: [Target] = [
    .target(
        name: "SNMPAgent",
        dependencies: [
            "CLinux", "COpenSSL", "NetworkValues", "Faults", "IPDECTCore", "SNMPProtocol", "LinkProtocols", "Waking",
            "Settings",
            "Journal", "Snapshot", "Threads", lifecycle, logging,
            // Streams and TLS.
            "Sockets", "TLSKit", nioCore, nioPosix,
        ], swiftSettings: common),
    .target(
        name: "DeviceFeeds",
        dependencies: [
            "CLinux", "CNetSNMP", "NetworkValues", "Faults", "IPDECTCore", "LogProtocols", "DeviceProtocols", "Threads",
            "Waking", "Settings", "Journal", "Snapshot", "TLSKit", "WebClient", lifecycle, logging,
        ], swiftSettings: closed),
    .target(
        name: "Performance",
        dependencies: [
            "CLinux", "NetworkValues", "Faults", "IPDECTCore", "Waking", "Sockets", "Settings", "Snapshot", "History",
            "DeviceFeeds", lifecycle, logging,
        ], swiftSettings: common),
    .target(
        name: "LogForwarding",
        dependencies: [
            "CLinux", "NetworkValues", "Faults", "LogProtocols", "Waking", "Sockets", "Settings", "Journal", "TLSKit",
            "WebClient", nioCore, nioPosix, lifecycle, logging,
        ], swiftSettings: common),
    .target(
        name: "LogRelay",
        dependencies: [
            "NetworkValues", "Faults", "LogProtocols", "Sockets", "Waking", "Settings", "Journal", "TLSKit", nioCore,
            nioPosix, lifecycle, logging,
        ], swiftSettings: common),
    .target(
        name: "AlarmForwarding",
        dependencies: [
            "NetworkValues", "Faults", "IPDECTCore", "LogProtocols", "Waking", "Settings", "Journal", "Snapshot",
            "TLSKit", "WebClient", lifecycle, logging,
        ], swiftSettings: common),
    .target(
        name: "PacketCapture",
        dependencies: [
            "CLinux", "CPcap", "NetworkValues", "Faults", "CaptureFormats", "LogProtocols", "Threads", "Sockets",
            "Waking", "Settings", "Journal", "TLSKit", "WebClient", nioCore, nioPosix, lifecycle, logging,
        ], swiftSettings: common),
    .target(
        name: "LinkLayer",
        dependencies: [
            "CLinux", "COpenSSL", "NetworkValues", "Faults", "LinkProtocols", "Threads", "Settings", "Snapshot",
            "TLSKit", lifecycle, logging,
        ], swiftSettings: common),
    .target(
        name: "WebAccess", dependencies: ["COpenSSL", "NetworkValues", "Settings"], swiftSettings: common),
]

let floor4: [Target] = [
    .target(
        name: "Exposition",
        dependencies: [
            "CZlib", "NetworkValues", "Faults", "IPDECTCore", "LinkProtocols", "Settings", "Snapshot", "History",
            "TLSKit", "WebClient", "DeviceFeeds", "LogForwarding", "LogRelay", "AlarmForwarding", lifecycle, logging,
            nioCore, nioPosix,
        ], swiftSettings: common),
    .target(
        name: "ServiceReport",
        dependencies: [
            "COpenSSL", "NetworkValues", "Faults", "IPDECTCore", "LinkProtocols", "Waking", "Settings", "Journal",
            "Snapshot", "History", "TLSKit", "WebClient", "SNMPAgent", "Performance", "LogForwarding", "LogRelay",
            "AlarmForwarding", "PacketCapture", "Exposition", lifecycle, logging, nioCore, subprocess,
        ], swiftSettings: common),
    .target(
        name: "WebServer",
        dependencies: [
            "NetworkValues", "Sockets", "Settings", "TLSKit", "WebAccess", hummingbird, hummingbirdCore, lifecycle,
            logging, nioCore, nioHTTP1,
        ], swiftSettings: common),
    .target(
        name: "WebAPI",
        dependencies: [
            "NetworkValues", "Faults", "IPDECTCore", "LogProtocols", "LinkProtocols", "DeviceProtocols", "Waking",
            "Settings", "Snapshot", "Journal", "TLSKit", "History", "SNMPAgent", "DeviceFeeds", "Performance",
            "LogForwarding", "LogRelay", "AlarmForwarding", "PacketCapture", "LinkLayer", "WebAccess", "Exposition",
            "ServiceReport", "WebServer", hummingbird, logging, nioCore,
        ], swiftSettings: common),
    .target(
        name: "WebConsole",
        dependencies: [
            "NetworkValues", "Settings", "WebAccess", "WebServer", hummingbird, mustache, logging, nioCore,
        ],
        resources: [
            .embedInCode("Assets/console.css"), .embedInCode("Assets/console.js"), .embedInCode("Assets/icon.svg"),
        ], swiftSettings: common),
]

let floor5: [Target] = [
    .target(
        name: "AgentRuntime",
        dependencies: [
            "CLinux", "NetworkValues", "Faults", "IPDECTCore", "SNMPProtocol", "LogProtocols", "LinkProtocols",
            "DeviceProtocols", "Threads", "Waking", "Settings", "Journal", "Snapshot", "History", "TLSKit", "WebClient",
            "SNMPAgent", "DeviceFeeds", "Performance", "LogForwarding", "LogRelay", "AlarmForwarding", "PacketCapture",
            "LinkLayer", "Exposition", "ServiceReport", "WebAccess", "WebServer", "WebAPI", "WebConsole", lifecycle,
            logging, nioPosix, signals,
        ], swiftSettings: common),
    .executableTarget(
        name: "ipdect-agent",
        dependencies: [
            "NetworkValues", "Faults", "IPDECTCore", "Settings", "History", "TLSKit", "SNMPAgent", "WebClient",
            "Performance", "WebServer", "WebAPI", "AgentRuntime", argumentParser, logging, nioCore,
        ], swiftSettings: common, linkerSettings: lean),
]

/// Tests of one target stand in a target of the same name; fixtures are found from the source file's own path.
func tests(of target: String, also dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: target + "Tests", dependencies: [.byName(name: target)] + dependencies, swiftSettings: common)
}

let testing: [Target] = [
    tests(of: "NetworkValues"),
    tests(of: "Faults", also: ["NetworkValues"]),
    tests(of: "IPDECTCore", also: ["NetworkValues", "Faults"]),
    tests(of: "SNMPProtocol", also: ["NetworkValues", "COpenSSL"]),
    tests(of: "LogProtocols", also: ["NetworkValues"]),
    tests(of: "CaptureFormats", also: ["NetworkValues"]),
    tests(of: "LinkProtocols", also: ["NetworkValues"]),
    tests(of: "DeviceProtocols", also: ["NetworkValues", "Faults", "IPDECTCore"]),
    tests(of: "Settings", also: ["NetworkValues"]),
    tests(of: "Waking"),
    tests(of: "Sockets", also: ["NetworkValues"]),
    tests(of: "Journal", also: ["NetworkValues", "Faults", "JournalCrasher", subprocess]),
    tests(of: "Snapshot", also: ["NetworkValues", "Faults", "IPDECTCore", "LinkProtocols"]),
    tests(
        of: "TLSKit",
        also: ["NetworkValues", "Faults", "Settings", nioCore, nioEmbedded, nioPosix, subprocess, "PortSupport"]),
    .target(name: "PortSupport", path: "Tests/PortSupport", swiftSettings: common),
    tests(
        of: "WebClient",
        also: ["NetworkValues", "Settings", "TLSKit", "PortSupport", logging, nioCore, nioPosix, nioHTTP1, subprocess]),
    tests(
        of: "LogForwarding",
        also: [
            "NetworkValues", "Faults", "LogProtocols", "Waking", "Sockets", "Settings", "Journal", "TLSKit",
            "WebClient",
            nioCore, nioPosix, logging,
        ]),
    tests(
        of: "LogRelay",
        also: [
            "NetworkValues", "Faults", "LogProtocols", "Settings", "Journal", "TLSKit", nioCore, nioEmbedded, nioPosix,
            logging, "PortSupport",
        ]),
    tests(
        of: "AlarmForwarding",
        also: [
            "NetworkValues", "Faults", "IPDECTCore", "LogProtocols", "Settings", "Journal", "Snapshot", "WebClient",
            nioCore, nioPosix, nioHTTP1, logging,
        ]),
    tests(
        of: "SNMPAgent",
        also: [
            "NetworkValues", "Faults", "IPDECTCore", "SNMPProtocol", "LinkProtocols", "Settings", "Journal", "Snapshot",
            logging, "TLSKit", nioCore, nioEmbedded, nioPosix,
        ]),
    tests(
        of: "DeviceFeeds",
        also: [
            "CNetSNMP", "NetworkValues", "Faults", "IPDECTCore", "LogProtocols", "DeviceProtocols", "Settings",
            "Journal", "Snapshot", "WebClient", "FeedSupport", "DeviceSupport", logging, nioCore, nioPosix, nioHTTP1,
            subprocess,
        ]),
    .target(
        name: "DeviceSupport", dependencies: ["COpenSSL", nioCore, nioPosix, nioHTTP1], path: "Tests/DeviceSupport",
        swiftSettings: common),
    .target(
        name: "FeedSupport", dependencies: ["DeviceFeeds", "IPDECTCore", "NetworkValues", "Snapshot"],
        path: "Tests/FeedSupport", swiftSettings: common),
    tests(of: "History", also: ["NetworkValues", "Settings", logging]),
    tests(
        of: "Performance",
        also: [
            "NetworkValues", "Faults", "IPDECTCore", "Sockets", "Settings", "Snapshot", "History", "DeviceFeeds",
            "FeedSupport", logging, subprocess,
        ]),
    tests(
        of: "Exposition",
        also: [
            "NetworkValues", "Faults", "IPDECTCore", "LinkProtocols", "Settings", "Snapshot", "History", "TLSKit",
            "WebClient", "LogForwarding", "PortSupport", logging, nioCore, subprocess,
        ]),
    .target(
        name: "WebSupport", dependencies: ["WebServer", hummingbird, logging, nioCore, nioEmbedded],
        path: "Tests/WebSupport", swiftSettings: common),
    tests(
        of: "WebServer",
        also: [
            "NetworkValues", "Settings", "WebAccess", "WebSupport", hummingbird, logging, nioCore, nioEmbedded,
        ]),
    tests(
        of: "ServiceReport",
        also: [
            "NetworkValues", "Faults", "IPDECTCore", "LinkProtocols", "Settings", "Journal", "Snapshot", "History",
            "TLSKit", "WebClient", "SNMPAgent", "Performance", "LogForwarding", "LogRelay", "AlarmForwarding",
            "PacketCapture", "Exposition", "ReportSupport", logging, nioCore, nioPosix, nioHTTP1, subprocess,
        ]),
    .target(
        name: "ReportSupport",
        dependencies: ["NetworkValues", "Faults", "IPDECTCore", "LinkProtocols", "Snapshot"],
        path: "Tests/ReportSupport", swiftSettings: common),
    .executableTarget(
        name: "ReportStopwatch",
        dependencies: [
            "NetworkValues", "Faults", "IPDECTCore", "Journal", "Snapshot", "ServiceReport", "ReportSupport", logging,
        ],
        path: "Tests/ReportStopwatch", swiftSettings: common),
    tests(
        of: "WebConsole",
        also: ["NetworkValues", "Settings", "WebAccess", "WebServer", hummingbird, logging, nioCore, nioEmbedded]),
    tests(
        of: "WebAPI",
        also: [
            "WebServer", "WebAccess", "WebSupport", "NetworkValues", "Faults", "IPDECTCore", "LogProtocols", "Settings",
            "Snapshot", "Journal", "TLSKit", "History", "Performance", "LogForwarding", "LogRelay", "AlarmForwarding",
            "LinkLayer", "LinkProtocols", "Exposition", "ServiceReport", "ReportSupport", hummingbird, logging, nioCore,
            nioEmbedded,
        ]),
    tests(
        of: "PacketCapture",
        also: [
            "NetworkValues", "CaptureFormats", "Sockets", "Settings", "Journal", "TLSKit", "WebClient", "SpoolCrasher",
            "PortSupport", logging, nioCore, nioPosix, subprocess,
        ]),
    .executableTarget(
        name: "SpoolCrasher", dependencies: ["PacketCapture", "CaptureFormats", "NetworkValues", logging],
        path: "Tests/SpoolCrasher", swiftSettings: common),
    tests(
        of: "LinkLayer",
        also: [
            "CLinux", "NetworkValues", "Faults", "LinkProtocols", "Settings", "Snapshot", "TLSKit", "Threads",
            "NetworkSupport", logging, subprocess,
        ]),
    tests(of: "WebAccess", also: ["COpenSSL", "NetworkValues", "Settings"]),
    .target(
        name: "NetworkSupport",
        dependencies: ["LinkLayer", "LinkProtocols", "NetworkValues", "Settings", "Snapshot", "TLSKit"],
        path: "Tests/NetworkSupport", swiftSettings: common),
    tests(
        of: "AgentRuntime",
        also: [
            "NetworkValues", "Faults", "IPDECTCore", "SNMPProtocol", "Waking", "Settings", "Journal", "Snapshot",
            "History", "TLSKit", "SNMPAgent", "DeviceFeeds", "Performance", "LogForwarding", "Exposition",
            "ServiceReport", "WebAccess", "WebServer", "WebAPI", hummingbird, logging,
        ]),
    .executableTarget(
        name: "JournalCrasher", dependencies: ["Journal", "NetworkValues", "Faults", logging],
        path: "Tests/JournalCrasher", swiftSettings: common),
    .executableTarget(
        name: "AgentStopwatch",
        dependencies: [
            "AgentRuntime", "DeviceFeeds", "Faults", "IPDECTCore", "Journal", "NetworkValues", "SNMPAgent", "Settings",
            "Snapshot", logging,
        ],
        path: "Tests/AgentStopwatch", swiftSettings: common),
    .target(name: "DashboardSupport", path: "Tests/DashboardSupport", swiftSettings: common),
    .testTarget(
        name: "InteropTests",
        dependencies: [
            "NetworkValues", "LinkProtocols", "DeviceProtocols", "Settings", "Snapshot", "TLSKit", "SNMPAgent",
            "DeviceFeeds", "LinkLayer", "ipdect-agent", "DashboardSupport", "DeviceSupport", "NetworkSupport",
            "PortSupport", logging, subprocess,
        ],
        path: "Tests/Interop", exclude: ["Peers"], swiftSettings: common),
    .executableTarget(
        name: "SupplicantRunner",
        dependencies: ["LinkLayer", "LinkProtocols", "NetworkSupport", "Settings", "Snapshot", "TLSKit"],
        path: "Tests/SupplicantRunner", swiftSettings: common),
    .testTarget(
        name: "RepositoryTests",
        dependencies: [
            "Faults", "Settings", "SNMPAgent", "Exposition", "AgentRuntime", "DashboardSupport", subprocess,
        ],
        swiftSettings: common),
]

let package = Package(
    name: "ipdect-agent",
    products: [.executable(name: "ipdect-agent", targets: ["ipdect-agent"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: floor0 + floor1 + floor2 + floor3 + floor4 + floor5 + testing,
    swiftLanguageModes: [.v6]
)
