"""The software bill of materials, in CycloneDX: every package with its licence, its files and its needs."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from deploy.bundle.contents import Package


def bill_of_materials(packages: Sequence[Package], project: str) -> str:
    """Return the bill as JSON. No time stands in it, and its serial number is a hash of its content."""
    components = {package.name: _component(package, project) for package in packages}
    bill = Bom(serial_number=uuid.UUID(int=0))
    # The library stamps a bill with the time of its making, by which two of the same would differ.
    bill.metadata.timestamp = None  # type: ignore[assignment]
    bill.metadata.component = components[project]
    for package in packages:
        if package.name != project:
            bill.components.add(components[package.name])
        bill.register_dependency(components[package.name], [components[name] for name in package.requires])
    told: dict[str, Any] = json.loads(JsonV1Dot6(bill).output_as_string())
    told["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(told, sort_keys=True))}"
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _component(package: Package, project: str) -> Component:
    licence = package.wheels[0].licence
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.APPLICATION if package.name == project else ComponentType.LIBRARY,
        bom_ref=package.label,
        purl=PackageURL("pypi", None, package.name, package.version),
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
        components=[
            Component(
                name=wheel.path.name,
                type=ComponentType.FILE,
                bom_ref=wheel.path.name,
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=wheel.sha256)],
            )
            for wheel in package.wheels
        ],
    )
