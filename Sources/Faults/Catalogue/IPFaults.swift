extension FaultCatalogue {
    /// Module `0x0011`, the process that routes IP packets.
    static let ip: [FaultDefinition] = ipInterfaces + ipConfiguration + ipPorts + ipRoutes

    private static let ipInterfaces: [FaultDefinition] = [
        FaultDefinition(
            .ipInterfaceDown, "ipInterfaceDown", "ipproc", .major,
            "Network interface down",
            "An IP interface of the device is down."),
        FaultDefinition(
            .ipInterfaceNotConfigured, "ipInterfaceNotConfigured", "ipproc", .indeterminate,
            "Network interface not configured",
            "An interface has no IP configuration."),
        FaultDefinition(
            .ipDhcpServerNotResponding, "ipDhcpServerNotResponding", "ipproc", .major,
            "DHCP server does not answer",
            "The device asked for an address by DHCP and no server answered."),
        FaultDefinition(
            .ipArpPoisoningDetected, "ipArpPoisoningDetected", "ipproc", .major,
            "ARP poisoning",
            "Somebody in the network gives false answers about which MAC address an IP address belongs to."),
    ]

    private static let ipConfiguration: [FaultDefinition] = [
        FaultDefinition(
            .ipInvalidUdpRtpPortRange, "ipInvalidUdpRtpPortRange", "ipproc", .major,
            "RTP port range not valid",
            "The first UDP port for RTP, or how many there are, is configured with a value that cannot be used."),
        FaultDefinition(
            .ipInvalidUdpNatPortRange, "ipInvalidUdpNatPortRange", "ipproc", .major,
            "UDP NAT port range not valid",
            "The first UDP port for NAT, or how many there are, is configured with a value that cannot be used."),
        FaultDefinition(
            .ipInvalidNatPortRange, "ipInvalidNatPortRange", "ipproc", .major,
            "NAT port range not valid",
            "The first port for NAT, or how many there are, is configured with a value that cannot be used."),
        ipRouteWithoutInterface(.ipRouteWithoutInterface1c, "ipRouteWithoutInterface1c"),
        ipRouteWithoutInterface(.ipRouteWithoutInterface1d, "ipRouteWithoutInterface1d"),
        ipRouteWithoutInterface(.ipRouteWithoutInterface1e, "ipRouteWithoutInterface1e"),
        ipRouteWithoutInterface(.ipRouteWithoutInterface1f, "ipRouteWithoutInterface1f"),
    ]

    /// The manual gives four codes in a row the same text.
    private static func ipRouteWithoutInterface(_ code: FaultCode, _ label: String) -> FaultDefinition {
        FaultDefinition(
            code, label, "ipproc", .major,
            "Route without an interface",
            """
            A route is configured for an interface that does not exist, or for a gateway that no interface leads to. \
            Four codes, the last octet 1c to 1f, say this.
            """)
    }

    private static let ipPorts: [FaultDefinition] = [
        FaultDefinition(
            .ipOutOfTcpNatPorts, "ipOutOfTcpNatPorts", "ipproc", .major,
            "TCP NAT ports used up",
            "All TCP ports for NAT are taken."),
        FaultDefinition(
            .ipOutOfTcpPorts, "ipOutOfTcpPorts", "ipproc", .major,
            "TCP ports used up",
            "All TCP ports are taken."),
        FaultDefinition(
            .ipTcpBindError, "ipTcpBindError", "ipproc", .major,
            "TCP port already in use",
            "Something in the device asked for a certain TCP port of its own and did not get it.",
            cause: "Another socket of the same device has the port."),
        FaultDefinition(
            .ipOutOfUdpRtpPorts, "ipOutOfUdpRtpPorts", "ipproc", .major,
            "RTP ports used up",
            "All UDP ports for RTP are taken."),
        FaultDefinition(
            .ipOutOfUdpPorts, "ipOutOfUdpPorts", "ipproc", .major,
            "UDP ports used up",
            "All UDP ports are taken."),
        FaultDefinition(
            .ipUdpBindError, "ipUdpBindError", "ipproc", .major,
            "UDP port already in use",
            "Something in the device asked for a certain UDP port of its own and did not get it.",
            cause: "Another socket of the same device has the port."),
    ]

    private static let ipRoutes: [FaultDefinition] = [
        FaultDefinition(
            .ipNoRouteToDestination, "ipNoRouteToDestination", "ipproc", .major,
            "No route",
            "A packet could not be delivered because no route leads to its destination."),
        FaultDefinition(
            .ipNoRouteToDestinationIfDown, "ipNoRouteToDestinationIfDown", "ipproc", .major,
            "No route: interface down",
            """
            A packet that had to leave by one certain interface, as those of DHCP and of PPTP tunnels do, could not: \
            the interface was down or disabled.
            """,
            cause: """
                When it is often reported for UDP broadcasts: the interface is set to be a DHCP client, but is \
                disabled or connected to nothing.
                """,
            remedy: "In that case, set the DHCP mode of the interface to disabled."),
        FaultDefinition(
            .ipNoRouteToDestinationIfUnknown, "ipNoRouteToDestinationIfUnknown", "ipproc", .major,
            "No route: interface unknown",
            "A packet could not be delivered because the interface it should leave by is not known."),
        FaultDefinition(
            .ipNoRouteToDestinationIfNotConfigured, "ipNoRouteToDestinationIfNotConfigured", "ipproc", .major,
            "No route: interface not configured",
            "A packet could not be delivered because the interface it should leave by is not configured."),
        FaultDefinition(
            .ipNoRouteToDestinationNoGateway, "ipNoRouteToDestinationNoGateway", "ipproc", .major,
            "No route: no gateway",
            "A packet could not be delivered because there is no gateway on the way to its destination."),
        FaultDefinition(
            .ipNoRouteToDestinationLoop, "ipNoRouteToDestinationLoop", "ipproc", .major,
            "No route: loop",
            "A packet could not be delivered because its route leads back to where it began."),
    ]
}
